import type { Finding } from "../audit/finding.ts";
import type { AuditScope } from "../audit/scope.ts";
import { inspectOtherDatabases, type OtherDatabase } from "../inspect/other-databases.ts";
import type { Client, Target } from "../postgres/client.ts";
import type { Provider } from "../postgres/provider.types.ts";
import { providerOfHost, providerOfRoles } from "../postgres/providers.ts";
import { type ProbeReport, probe } from "../probe/probe.ts";
import { auditDatabase, type DatabaseAudit } from "./audit-database.ts";
import { contradictions, notTriedNotices } from "./consistency.ts";
import type { VerifyEvent } from "./verification.ts";
import { waysAround } from "./ways.ts";

export type LookHere = {
  target: Target;
  /** null: whoever the session is; else the role that is looked at through somebody else's session. */
  role: string | null;
  scope: AuditScope | null;
  probeBudgetMs?: number;
  tell: (event: VerifyEvent) => void;
};

/** What was found in the database that the URL names. */
export type Here = {
  role: string;
  versionNum: number;
  provider: Provider | null;
  audit: DatabaseAudit;
  tries: ProbeReport;
  /** Found by trying, beside the rules' own. */
  tried: Finding[];
  databases: OtherDatabase[];
};

/** Catalog, then tries, told as they come. Changes nothing. Throws QueryError. */
export async function lookHere(
  client: Client,
  { target, role: named, scope, probeBudgetMs, tell }: LookHere,
): Promise<Here> {
  const role = named ?? client.info.parameters.session_authorization ?? target.user;
  const audit = await auditDatabase(client, role, scope);
  const { access, result } = audit;
  const tries = await probe(client, result.rights, {
    role,
    database: access.server.database.name,
    ownSession: named === null,
    budgetMs: probeBudgetMs,
    onPlanned: (planned) => tell({ type: "verify.catalog", relations: result.rights, planned }),
    onAsking: (sql, asked) => tell({ type: "verify.asking", sql, asked }),
    onProbe: (one) => tell({ type: "verify.probe", probe: one }),
  });
  const tried = [...contradictions(tries, result.findings), ...notTriedNotices(tries.notTried)];
  for (const way of waysAround([...result.findings, ...tried], tries.probes, access)) tell({ type: "verify.way", way });
  const provider = providerOfHost(target.host) ?? providerOfRoles([...access.roles.values()].map(({ name }) => name));
  const databases = await inspectOtherDatabases(client, role);
  return { role, versionNum: access.server.versionNum, provider, audit, tries, tried, databases };
}
