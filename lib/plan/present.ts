import type { AclItem, ExistingRole, RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import type { PlanRequest } from "./request.ts";

const DEFAULT_CONNECTION_LIMIT = 10;
const DEFAULT_STATEMENT_TIMEOUT_MS = 60_000;

/**
 * The choice that stands in the catalog now, as a request: what the role reads of `offered` itself or through a group,
 * its later tables, its limits. What it has through PUBLIC is nobody's choice. A login that somebody else made gets our
 * limits where it has none, and is taken over. Null where there is no such role. Pure.
 */
export function presentRequest(snapshot: Snapshot, offered: readonly RelationFacts[]): PlanRequest | null {
  const { role } = snapshot;
  if (role === null) return null;
  const holders = holdersOf(snapshot, role.name);
  const bySchema = Map.groupBy(offered, (relation) => relation.schema);
  const schemas = snapshot.schemas.flatMap(({ name, kind }): PlanRequest["schemas"] => {
    const reads = (relation: RelationFacts) =>
      kind === "user" && holders.has("pg_read_all_data") ? null : readBy(relation, holders);
    const relations = (bySchema.get(name) ?? []).flatMap((relation) => {
      const columns = reads(relation);
      return columns?.length === 0 ? [] : [{ name: relation.name, columns }];
    });
    const future = hasFuture(snapshot, role.name, name, relations.length > 0);
    return future || relations.length > 0 ? [{ name, future, relations }] : [];
  });
  return {
    role: role.name,
    schemas,
    ...limitsOf(role),
    rowRules: rowRulesOf(role, offered),
    accept: [],
    giveBack: {},
    adopt: role.marker === null,
  };
}

/** The role and every group that it is in, however far up. */
function holdersOf({ memberships }: Snapshot, role: string): ReadonlySet<string> {
  const holders = new Set([role]);
  // A set is walked in the order in which it grows, so what is added here is looked at, too.
  for (const one of holders) for (const { role: group, member } of memberships) if (member === one) holders.add(group);
  return holders;
}

/** Null is the whole relation; no column: not at all. */
function readBy({ acl, columns }: RelationFacts, holders: ReadonlySet<string>): string[] | null {
  if (selects(acl, holders)) return null;
  return columns.filter((column) => selects(column.acl, holders)).map(({ name }) => name);
}

function selects(acl: readonly AclItem[], holders: ReadonlySet<string>): boolean {
  return acl.some((one) => one.privilege === "SELECT" && one.grantee !== null && holders.has(one.grantee));
}

/** Default privileges of a schema; those of all schemas count where it reads something today. */
function hasFuture({ defaultPrivileges }: Snapshot, role: string, schema: string, readsNow: boolean): boolean {
  return defaultPrivileges.some(
    (entry) =>
      entry.objectType === "r" &&
      (entry.schema === schema || (entry.schema === null && readsNow)) &&
      entry.acl.some((one) => one.grantee === role && one.privilege === "SELECT"),
  );
}

function limitsOf(role: ExistingRole): Pick<PlanRequest, "connectionLimit" | "statementTimeoutMs" | "validUntil"> {
  const ours = role.marker !== null;
  const end = role.validUntil === null ? Number.NaN : Date.parse(role.validUntil);
  const timeout = milliseconds(role.settings.find((one) => one.startsWith("statement_timeout="))?.split("=")[1]);
  return {
    connectionLimit: ours || role.connectionLimit > 0 ? role.connectionLimit : DEFAULT_CONNECTION_LIMIT,
    statementTimeoutMs: timeout ?? (ours ? 0 : DEFAULT_STATEMENT_TIMEOUT_MS),
    validUntil: Number.isNaN(end) ? null : new Date(end).toISOString(),
  };
}

const UNITS: Record<string, number> = { "": 1, ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** As the server reads a setting that is counted in milliseconds (guc.c, convert_to_base_unit). */
function milliseconds(setting: string | undefined): number | null {
  const [, count = "", unit = ""] = /^(\d+)\s*(ms|s|min|h|d)?$/.exec(setting?.trim() ?? "") ?? [];
  const value = count === "" ? null : Number(count) * (UNITS[unit] ?? 1);
  return value === null || value > 86_400_000 ? null : value;
}

/** Our policies carry the role's name. */
function rowRulesOf(role: ExistingRole, offered: readonly RelationFacts[]): PlanRequest["rowRules"] {
  if (role.bypassRls) return "bypass";
  return offered.some(({ policies }) => policies.some(({ name }) => name === role.name)) ? "policy" : "keep";
}
