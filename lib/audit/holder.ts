import { PUBLIC_OID } from "../inspect/access/facts.ts";
import type { Access } from "../inspect/access.ts";
import { ident, join, type Sql, sql } from "../postgres/sql.ts";
import type { FixableBy } from "./finding.ts";

/** Who holds something, seen from the audited role. */
export type Holder = {
  via: string[];
  /** `Any login, this one too,` …: what the founder's sentence starts with; a verb like "can" follows. */
  who: string;
  /** For the detail: `PUBLIC`, the role's name, or the chain. */
  chain: string;
  fixableBy: FixableBy;
  /** Taking it out of the group, where it is held through one. */
  leave: Sql | null;
};

/** The holder behind a grantee's or owner's OID: PUBLIC, the role itself, or a role it is or can become. */
export function holderOf(access: Access, oid: number): Holder {
  if (oid === PUBLIC_OID)
    return {
      via: ["PUBLIC"],
      who: "Any login, this one too,",
      chain: "PUBLIC",
      fixableBy: "public-decision",
      leave: null,
    };
  const reached = access.reach.find((role) => role.oid === oid);
  const self = access.role;
  if (!reached || !self || reached.how === "self") {
    const name = self?.name ?? "PUBLIC";
    return { via: [name], who: "This login", chain: name, fixableBy: "role-change", leave: null };
  }
  const [first] = reached.via;
  const leave = first === undefined ? null : takenOut(access, first, self);
  return {
    via: reached.via,
    who: WHO[reached.how](reached.name),
    chain: [self.name, ...reached.via].join(" → "),
    fixableBy: "role-change",
    leave: reached.how === "database-owner" ? null : leave,
  };
}

/** REVOKE of a membership, by each of its grantors: since 16 it takes only what was granted by the one it is said for. */
export function takenOut(access: Access, role: string, member: { oid: number; name: string }, what = sql``): Sql {
  const held = access.memberships.find((one) => one.member === member.oid && access.roles.get(one.role)?.name === role);
  const cascade = held?.handedOn && access.server.versionNum >= 160000 ? sql` CASCADE` : sql``;
  const names = (held?.grantors ?? []).map((oid) => (oid === BOOTSTRAP ? undefined : access.roles.get(oid)?.name));
  const grantors = access.server.versionNum >= 160000 && names.length > 0 ? names : [undefined];
  const statements = grantors.map((name) => {
    const by = name === undefined ? sql`` : sql` GRANTED BY ${ident(name)}`;
    return sql`REVOKE ${what}${ident(role)} FROM ${ident(member.name)}${by}${cascade}`;
  });
  return join(statements, ";\n");
}

/** src/include/catalog/pg_authid.dat: in whose name a superuser grants. */
const BOOTSTRAP = 10;

const WHO = {
  self: () => "This login",
  inherit: (name: string) => `As a member of ${name}, this login`,
  set: (name: string) => `This login can become ${name} and then`,
  admin: (name: string) => `This login can make itself a member of ${name} and then`,
  "database-owner": (name: string) => `As ${name}, this login`,
} as const;

/** The name behind an OID, for people. */
export function roleName(access: Access, oid: number): string {
  return oid === PUBLIC_OID ? "PUBLIC" : (access.roles.get(oid)?.name ?? `role ${oid}`);
}
