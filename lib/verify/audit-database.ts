import { audit } from "../audit/audit.ts";
import { bodiesWanted } from "../audit/bodies-wanted.ts";
import { contextOf } from "../audit/context.ts";
import type { AuditResult } from "../audit/finding.ts";
import type { AuditContext } from "../audit/rule.ts";
import type { AuditScope } from "../audit/scope.ts";
import { type Access, type AccessOptions, inspectAccess } from "../inspect/access.ts";
import type { Client } from "../postgres/client.ts";
import { readBodies } from "./bodies.ts";

export type DatabaseAudit = { access: Access; result: AuditResult };

type AuditOptions = AccessOptions & { elsewhere?: boolean };

/**
 * What `role` can do in the client's database, by the catalog alone: facts, then the bodies of the routines that run
 * with other rights, then the rules. `elsewhere`: another database than the one asked about. Changes nothing and opens no relation. Throws QueryError.
 */
export async function auditDatabase(
  client: Client,
  role: string | null,
  scope: AuditScope | null,
  options: AuditOptions = {},
): Promise<DatabaseAudit> {
  const context = await readContext(client, role, scope, options);
  return { access: context.access, result: audit(context) };
}

/** What the rules judge, bodies included, before they do. Throws QueryError. */
export async function readContext(
  client: Client,
  role: string | null,
  scope: AuditScope | null,
  options: AuditOptions = {},
): Promise<AuditContext> {
  const access = await inspectAccess(client, role, options);
  const context = contextOf(access, { scope, elsewhere: options.elsewhere ?? false });
  const bodies = await readBodies(client, bodiesWanted(context), { temporary: context.temporary });
  return { ...context, bodies };
}
