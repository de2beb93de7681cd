import { byMember, inheritedSet } from "../inspect/access/closure.ts";
import { PUBLIC_OID } from "../inspect/access/facts.ts";
import type { Access } from "../inspect/access.ts";
import { ident, join, qualified, type Sql, sql } from "../postgres/sql.ts";
import {
  giveBackTo,
  grantToPublic,
  type PublicPrivilege,
  type PublicWord,
  revokeFromPublic,
  takeFromRole,
} from "../statements/public-privilege.ts";
import type { ObjectRef } from "../statements/statement.ts";
import { named } from "./compose.ts";
import type { Closing, Finding } from "./finding.ts";
import { holderOf, roleName } from "./holder.ts";

/** A privilege that is to be taken away: what of, from whom, by whom it was granted. */
export type Held = {
  target: Sql;
  object: ObjectRef;
  privileges: readonly string[];
  columns?: readonly string[];
  grantee: number;
  grantors: readonly number[];
  /** By grantor, where not all gave it on the same columns. */
  columnsOf?: ReadonlyMap<number, readonly string[]>;
  /** It is held with the right to hand it on: whoever has it from the grantee loses it too. */
  handedOn?: boolean;
  owner: number;
  /** Where the grantee is PUBLIC: who holds one of these by a grant of its own. */
  holders: readonly number[];
};

/** More roles than these are counted, not named. */
const MOST_LOSERS = 100;

/** Who can take it away, with which statement, and what that does to others. */
export function cure(access: Access, held: Held): Pick<Finding, "via" | "fixableBy" | "remedy" | "closing"> {
  const { via, fixableBy, leave } = holderOf(access, held.grantee);
  if (leave !== null) return { via, fixableBy, remedy: `${leave};`, closing: null };
  const statements = held.grantors.map((grantor) => asGrantor(access, grantor, held));
  const closing = held.grantee === PUBLIC_OID ? closingOf(access, held) : null;
  return { via, fixableBy, remedy: statements.join("\n"), closing };
}

/** REVOKE acts for the owner; what somebody else granted goes only in that role's own name (docs: REVOKE). */
function asGrantor(access: Access, grantor: number, held: Held): string {
  const columns = held.columnsOf?.get(grantor) ?? held.columns;
  const handedOn = held.handedOn && held.grantee !== PUBLIC_OID;
  const statement = `${revoke(access, columns ? { ...held, columns } : held)}${handedOn ? " CASCADE" : ""};`;
  return inNameOf(access, grantor, held.owner, statement);
}

/** A statement that works only in the grantor's own name, unless that is the owner's. */
export function inNameOf(access: Access, grantor: number, owner: number, statement: string): string {
  if (grantor === owner || access.roles.get(grantor)?.superuser) return statement;
  const name = access.roles.get(grantor)?.name;
  return name === undefined ? statement : `SET ROLE ${ident(name)};\n${statement}\nRESET ROLE;`;
}

function revoke(access: Access, held: Held): Sql {
  if (held.grantee === PUBLIC_OID) return revokeFromPublic(publicPrivilege(held)).sql;
  return takeFromRole(roleName(access, held.grantee), publicPrivilege(held)).sql;
}

function publicPrivilege({ target, object, privileges, columns }: Held): PublicPrivilege {
  return { privileges: privileges as PublicWord[], target, object, ...(columns ? { columns } : {}) };
}

function closingOf(access: Access, held: Held): Closing {
  const privilege = publicPrivilege(held);
  const losers = losersOf(access, held).map((role) => ({
    role,
    loses: `${held.privileges.join(", ")} on ${named(held.object)}`,
    giveBack: giveBackTo(role, privilege),
    takeBack: takeFromRole(role, privilege),
  }));
  return {
    statements: [revokeFromPublic(privilege)],
    undo: [grantToPublic(privilege)],
    granted: { by: held.grantors.map((oid) => roleName(access, oid)), owner: roleName(access, held.owner) },
    losers: losers.slice(0, MOST_LOSERS),
    ...(losers.length > MOST_LOSERS ? { moreLosers: losers.length - MOST_LOSERS } : {}),
  };
}

/** Logins that hold the privilege through PUBLIC alone: not superusers, not the owner, no grant of their own or a group's. */
function losersOf(access: Access, { owner, holders }: Held): string[] {
  const keeps = new Set([owner, ...holders]);
  return loginsOf(access)
    .filter((login) => ![...login.roles].some((oid) => keeps.has(oid)))
    .map((login) => login.name);
}

type Login = { name: string; roles: Set<number> };
const known = new WeakMap<Access, Login[]>();

/** Every other login with the roles whose privileges it has, worked out once an access. */
function loginsOf(access: Access): Login[] {
  const cached = known.get(access);
  if (cached) return cached;
  const edges = byMember(access.memberships);
  const logins = [...access.roles.values()]
    .filter((role) => role.login && !role.superuser && role.oid !== access.role?.oid)
    .map((role) => ({ name: role.name, roles: inheritedSet(role.oid, edges) }));
  known.set(access, logins);
  return logins;
}

/** REVOKE SELECT from everybody it reaches the role as; null where nobody was granted it (pg_read_all_data). */
export function revokeSelect(
  access: Access,
  { schema, name, grantees }: { schema: string; name: string; grantees: readonly number[] },
): string | null {
  const whom = grantees.map((oid) => (oid === PUBLIC_OID ? sql`PUBLIC` : ident(roleName(access, oid))));
  return whom.length === 0 ? null : `${sql`REVOKE SELECT ON TABLE ${qualified(schema, name)} FROM ${join(whom)}`};`;
}
