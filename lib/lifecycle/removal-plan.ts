import { grantTarget, routineTarget } from "../audit/target.ts";
import type { HoldingType } from "../inspect/queries/role-holdings.sql.ts";
import type { RoleHolding, RoleHoldings } from "../inspect/role-holdings.ts";
import type { RoleLife } from "../inspect/role-life.ts";
import { ident, type Sql, sql } from "../postgres/sql.ts";
import { chunks, isRelationPrivilege, revokeOnColumns, revokeOnRelations } from "../statements/grant.ts";
import { actAs, actAsSelf, borrowMembership, joinRole, leaveRole, returnMembership } from "../statements/membership.ts";
import { type PublicWord, takeFromRole } from "../statements/public-privilege.ts";
import { dropOwnedBy } from "../statements/role.ts";
import { type ObjectRef, objectRef, type Statement } from "../statements/statement.ts";

/** What keeps a role from being dropped, where it is, who can take it away, and the line for that. */
export type LeftBehind = { database: string; what: string; who: string; remedy: string };

/** What is to be run in one database, in one transaction. */
export type RemovalStep = { database: string; statements: Statement[] };

const SHARED: readonly HoldingType[] = ["database", "tablespace", "parameter"];

/**
 * What takes everything from the role in one database. DROP OWNED does most of it (default privileges and policies
 * whoever they belong to, and what owners granted whose rights we have), but acts for the owner alone: what others
 * granted survives it, even for a superuser, so that goes by name first, as its grantor. Pure.
 */
export function removalStep(life: RoleLife, at: { database: string; home: boolean }, found: RoleHoldings): RemovalStep {
  const sweeps = sweepsWithRights(life);
  const byName = found.holdings.filter(
    (one) =>
      one.mine && wayOf(life, one) !== null && !(sweeps && isSwept(one)) && (at.home || !SHARED.includes(one.type)),
  );
  const groups = Map.groupBy(byName, (one) => one.grantor);
  const named = [...groups].flatMap(([grantor, list]) => asGrantor(life, grantor, revokes(life.name, list)));
  const swept = [...named, ...sweep(life, sweeps)];
  return { database: at.database, statements: sweeps ? withBorrowed(life, found, swept) : swept };
}

/** Between borrowing the rights of the owners that we hold ADMIN on, and giving them back. */
function withBorrowed({ me }: RoleLife, { holdings }: RoleHoldings, statements: Statement[]): Statement[] {
  const lenders = new Map(holdings.filter((one) => one.mine && isLent(one)).map((one) => [one.owner, one.borrow]));
  const all = [...lenders].map(([owner, borrow]) => [owner, me.name, borrow === "existing"] as const);
  return [...all.map((one) => borrowMembership(...one)), ...statements, ...all.map((one) => returnMembership(...one))];
}

/** As `create` had it: the owner's rights are to be had, though not by INHERIT or SET. */
function isLent({ grantor, owner, actsAsOwner, maySetGrantor, borrow }: RoleHolding): boolean {
  return grantor === owner && !actsAsOwner && !maySetGrantor && borrow !== null;
}

/** What of it is out of this admin's reach. `namedIn` only counts once DROP OWNED has been run. Pure. */
export function outOfReach(life: RoleLife, database: string, found: RoleHoldings): LeftBehind[] {
  const sweeps = sweepsWithRights(life);
  return found.holdings
    .filter((one) => one.mine && wayOf(life, one) === null && !(sweeps && isSwept(one)))
    .map((one) => heldBehind(life.name, database, one));
}

/** What is still there after the step has run, each with the line that takes it away. Pure. */
export function stillThere(role: string, database: string, found: RoleHoldings): LeftBehind[] {
  const held = found.holdings.filter((one) => one.mine).map((one) => heldBehind(role, database, one));
  const named = found.namedIn.map((what) => ({
    database,
    what,
    who: "the owner of the table or a superuser",
    remedy: `DROP OWNED BY ${ident(role)};`,
  }));
  return [...held, ...named];
}

function heldBehind(role: string, database: string, one: RoleHolding): LeftBehind {
  const lines = revokes(role, [one]).map((statement) => `${statement.sql};`);
  const name = [one.schema, one.name, one.column].filter((part) => part !== null).join(".");
  return {
    database,
    what: `${one.privileges.join(", ")} on ${one.type} ${name}, granted by ${one.grantor}`,
    who: one.grantor,
    remedy:
      one.grantor === one.owner
        ? lines.join("\n")
        : [`SET ROLE ${ident(one.grantor)};`, ...lines, "RESET ROLE;"].join("\n"),
  };
}

/** DROP OWNED asks for the role's rights; before 16 a NOINHERIT admin has no way to them but to become it. */
function sweepsWithRights({ me, versionNum }: RoleLife): boolean {
  return me.superuser || me.inherits || versionNum >= 160_000;
}

/** DROP OWNED revokes in the name of the owner, where we have the owner's rights. */
function isSwept(one: RoleHolding): boolean {
  return (one.grantor === one.owner && one.actsAsOwner) || isLent(one);
}

function wayOf({ me }: RoleLife, { grantor, owner, actsAsOwner, maySetGrantor }: RoleHolding): "self" | "act" | null {
  // With the owner's rights a REVOKE is the owner's, whoever says it.
  if (grantor === me.name && (grantor === owner || !actsAsOwner)) return "self";
  return maySetGrantor && grantor !== me.name ? "act" : null;
}

function asGrantor({ me }: RoleLife, grantor: string, statements: readonly Statement[]): Statement[] {
  if (grantor === me.name) return [...statements];
  const become = { ...actAs(grantor), title: `Act as ${grantor}, who granted what comes next.` };
  const reason = "REVOKE takes back only what its own grantor gave; DROP OWNED would pass over it.";
  return [{ ...become, reason }, ...statements, actAsSelf(me.name)];
}

function sweep(life: RoleLife, withRights: boolean): Statement[] {
  const { name, me, member, versionNum } = life;
  const drop = dropOwnedBy(name);
  if (me.superuser) return [drop];
  const joined = withRights ? member.rights : member.set;
  const asRole = withRights ? [drop] : [actAs(name), drop, actAsSelf(me.name)];
  if (joined) return asRole;
  return [joinRole(name, me.name, versionNum), ...asRole, leaveRole(name, me.name, versionNum)];
}

function revokes(role: string, list: readonly RoleHolding[]): Statement[] {
  const tables = list.filter((one) => one.type === "table" && one.privileges.every(isRelationPrivilege));
  const alike = Map.groupBy(tables, (one) => one.privileges.join());
  const together = [...alike.values()].flatMap((group) =>
    chunks(group).map((few) => {
      const relations = few.map((one) => ({ schema: one.schema ?? "", name: one.name }));
      return revokeOnRelations(role, (few[0]?.privileges ?? []).filter(isRelationPrivilege), relations);
    }),
  );
  const rest = list.filter((one) => !tables.includes(one)).flatMap((one) => revokeOne(role, one));
  return [...together, ...rest].map((one) => ({ ...one, kind: "revoke", reason: "Goes with the login." }));
}

function revokeOne(role: string, one: RoleHolding): Statement[] {
  const { type, schema, name, column, privileges } = one;
  if (type === "column") {
    const relation = { schema: schema ?? "", name };
    return privileges.filter(isRelationPrivilege).map((p) => revokeOnColumns(role, p, [column ?? ""], relation));
  }
  const target = targetOf(one);
  if (target === null) return [];
  const what = { privileges: privileges as PublicWord[], target, object: objectOf(one) };
  return [{ ...takeFromRole(role, what), title: `Take back ${privileges.join(", ")} on ${type} ${name}.` }];
}

function targetOf({ type, oid, schema, name, arguments: types }: RoleHolding): Sql | null {
  if (type === "routine") return routineTarget({ schema: schema ?? "", name, argumentTypes: types ?? [] });
  const target = grantTarget({ type, oid, schema, name });
  return target === null ? null : sql`${target}`;
}

function objectOf({ type, schema, name }: RoleHolding): ObjectRef {
  return objectRef(type, name, { schema });
}
