import type { Access } from "../inspect/access.ts";
import type { Here } from "./look-here.ts";
import type { LoginFacts } from "./verification.ts";

/** What the next check compares with beside the findings: guards, expiry, groups, databases, and what was not read. */
export function loginFacts({ audit, databases, provider }: Here, meant: LoginFacts["meant"]): LoginFacts | null {
  const { access, result } = audit;
  const { role } = access;
  if (role === null) return null;
  const inside = provider?.databases ?? [];
  const schemas = new Set(result.rights.filter((one) => one.meant).map((one) => one.schema));
  return {
    oid: role.oid,
    meant,
    connectionLimit: role.connectionLimit,
    validUntil: endOf(role.validUntil),
    settings: settingsOf(access),
    memberOf: groupsOf(access, role.oid),
    databases: databases.filter((one) => one.connectable && !inside.includes(one.name)).map((one) => one.name),
    schemas: [...schemas].sort(),
    notRead: result.rights
      .filter((one) => one.read !== "all" && schemas.has(one.schema))
      .map((one) => [one.schema, one.name]),
  };
}

function settingsOf({ settings }: Access): Record<string, string> {
  const own = settings.filter(({ from }) => from === "role" || from === "role-in-database");
  // Strongest first: what comes later holds only where nothing was said before.
  return Object.fromEntries(own.toReversed().map(({ name, value }) => [name, value]));
}

function groupsOf({ memberships, roles }: Access, oid: number): string[] {
  const groups = memberships.filter((one) => one.member === oid).map((one) => roles.get(one.role)?.name);
  return groups.filter((name) => name !== undefined).sort();
}

/** pg_roles prints the moment as the session's datestyle has it, which is ISO here; `infinity` is no end. */
function endOf(validUntil: string | null): string | null {
  const at = validUntil === null ? Number.NaN : Date.parse(validUntil);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
