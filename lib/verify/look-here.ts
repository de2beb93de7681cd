import { setImmediate } from "node:timers/promises";
import type { Finding } from "../audit/finding.ts";
import type { AuditScope } from "../audit/scope.ts";
import type { AccessIdentity } from "../inspect/access.ts";
import { inspectOtherDatabases, type OtherDatabase } from "../inspect/other-databases.ts";
import type { Client, Target } from "../postgres/client.ts";
import type { Provider } from "../postgres/provider.types.ts";
import { providerOfHost, providerOfRoles } from "../postgres/providers.ts";
import { type ProbeReport, probe } from "../probe/probe.ts";
import { type DatabaseAudit, readContext } from "./audit-database.ts";
import { contradictions, notTriedNotices } from "./consistency.ts";
import type { VerifyEvent } from "./verification.ts";
import { waysAround } from "./ways.ts";

export type LookHere = {
  target: Target;
  /** null: whoever the session is; else the role that is looked at through somebody else's session. */
  role: string | null;
  scope: AuditScope | null;
  probeBudgetMs?: number;
  /** Once it is known whom we look at and where it may sign in, before anything is tried. */
  onDatabases?: (known: Whereabouts) => void;
  tell: (event: VerifyEvent) => void;
};

/** Who it is, and where else it may sign in. */
export type Whereabouts = {
  role: string;
  provider: Provider | null;
  databases: OtherDatabase[];
  /** CONNECTION LIMIT of the role; -1 is none. */
  connectionLimit: number;
};

/** What was found in the database that the URL names. */
export type Here = Whereabouts & {
  versionNum: number;
  audit: DatabaseAudit;
  tries: ProbeReport;
  /** Found by trying, beside the rules' own. */
  tried: Finding[];
};

/** Catalog, then tries, told as they come. Changes nothing. Throws QueryError. */
export async function lookHere(
  client: Client,
  { target, role: named, scope, probeBudgetMs, onDatabases = () => {}, tell }: LookHere,
): Promise<Here> {
  const role = named ?? client.info.parameters.session_authorization ?? target.user;
  // Sent before the rest, so that the other databases can be looked at while this one is read.
  const databases = inspectOtherDatabases(client, role);
  databases.catch(() => undefined);
  const whereabouts = async (who: Pick<AccessIdentity, "role" | "roles">): Promise<Whereabouts> => ({
    role,
    provider: providerOfHost(target.host) ?? providerOfRoles([...who.roles.values()].map(({ name }) => name)),
    databases: await databases,
    connectionLimit: who.role?.connectionLimit ?? -1,
  });
  const onRole = (who: Pick<AccessIdentity, "role" | "roles">) =>
    void whereabouts(who).then(onDatabases, () => undefined);
  const { context, rules } = await readContext(client, role, scope, { onRole });
  const { access } = context;
  const known = await whereabouts(access);
  const rights = rules.rightsOf(context);
  const trying = probe(client, rights, {
    role,
    database: access.server.database.name,
    ownSession: named === null,
    budgetMs: probeBudgetMs,
    onPlanned: (planned) => tell({ type: "verify.catalog", relations: rights, planned }),
    onAsking: (sql, asked) => tell({ type: "verify.asking", sql, asked }),
    onProbe: (one) => tell({ type: "verify.probe", probe: one }),
  });
  // Judged while the server looks at what is to be tried.
  const judging = setImmediate().then(() => rules.audit(context, rights));
  const [tries, result] = await Promise.all([trying, judging]);
  const tried = [...contradictions(tries, result.findings), ...notTriedNotices(tries.notTried)];
  for (const way of waysAround([...result.findings, ...tried], tries.probes, access)) tell({ type: "verify.way", way });
  return { ...known, versionNum: access.server.versionNum, audit: { access, result }, tries, tried };
}
