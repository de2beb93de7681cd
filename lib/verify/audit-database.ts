import { setImmediate } from "node:timers/promises";
import type { AuditResult } from "../audit/finding.ts";
import type { AuditContext } from "../audit/rule.ts";
import type { AuditScope } from "../audit/scope.ts";
import { type Access, type AccessOptions, inspectAccess } from "../inspect/access.ts";
import type { Client } from "../postgres/client.ts";

export type DatabaseAudit = { access: Access; result: AuditResult };

/**
 * What `role` can do in the client's database, by the catalog alone: facts, then the bodies of the routines that run
 * with other rights, then the rules. Changes nothing and opens no relation. Throws QueryError.
 */
export async function auditDatabase(
  client: Client,
  role: string | null,
  scope: AuditScope | null,
  options: AccessOptions = {},
): Promise<DatabaseAudit> {
  const { context, rules } = await readContext(client, role, scope, options);
  return { access: context.access, result: rules.audit(context) };
}

/**
 * What the rules judge, bodies included, before they do; and the rules, loaded once `idle` has come (default: as soon as
 * the first question has gone out). Throws QueryError.
 */
export async function readContext(
  client: Client,
  role: string | null,
  scope: AuditScope | null,
  options: AccessOptions = {},
  idle?: Promise<void>,
): Promise<{ context: AuditContext; rules: Awaited<ReturnType<typeof loadRules>> }> {
  const asked = inspectAccess(client, role, options);
  const [access, rules] = await Promise.all([asked, (idle ?? setImmediate()).then(loadRules)]);
  const context = rules.contextOf(access, { scope, elsewhere: options.elsewhere ?? false });
  const bodies = await rules.readBodies(client, rules.bodiesWanted(context), { temporary: context.temporary });
  return { context: { ...context, bodies }, rules };
}

/** A third of our modules; they are loaded while the server works, since a command should not begin by reading them. */
async function loadRules() {
  const [{ audit, findingsOf }, { rightsOf }, { contextOf }, { bodiesWanted }, { readBodies }] = await Promise.all([
    import("../audit/audit.ts"),
    import("../audit/rights.ts"),
    import("../audit/context.ts"),
    import("../audit/bodies-wanted.ts"),
    import("./bodies.ts"),
  ]);
  return { audit, findingsOf, rightsOf, contextOf, bodiesWanted, readBodies };
}
