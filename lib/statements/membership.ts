import { ident, sql } from "../postgres/sql.ts";
import { objectRef, type Statement } from "./statement.ts";

/** SET LOCAL ROLE: act as an owner that the admin may become; ends with the transaction at the latest. */
export function actAs(role: string): Statement {
  return {
    kind: "membership",
    sql: sql`SET LOCAL ROLE ${ident(role)}`,
    title: `Act as ${role}, who owns what comes next.`,
    reason: "The admin is a member with SET but without INHERIT: only as the owner itself may it grant.",
    object: objectRef("role", role),
  };
}

/** Before everything else: what is made then belongs to the permanent admin role, not to the login that signed in. */
export function actAsAdmin(role: string): Statement {
  return {
    kind: "membership",
    sql: sql`SET LOCAL ROLE ${ident(role)}`,
    title: `Act as ${role} throughout.`,
    reason: "What is made and granted belongs to that role, so the login that signed in can be deleted later.",
    object: objectRef("role", role),
  };
}

/** Back to the admin, by name: RESET ROLE would follow an `ALTER ROLE admin SET role`, NONE would not. */
export function actAsSelf(admin: string): Statement {
  return {
    kind: "membership",
    sql: sql`SET LOCAL ROLE ${ident(admin)}`,
    title: "Be the admin again.",
    reason: "What follows runs with the admin's own rights.",
    object: objectRef("role", admin),
  };
}

/**
 * 16+: an admin with ADMIN but without INHERIT lends itself the owner's rights. `existing`: its own row is there
 * already and only its INHERIT is switched on (docs 16: GRANT, role memberships have one row a grantor).
 */
export function borrowMembership(owner: string, admin: string, existing: boolean): Statement {
  const options = existing ? sql`INHERIT TRUE` : sql`INHERIT TRUE, SET FALSE`;
  return {
    kind: "membership",
    sql: sql`GRANT ${ident(owner)} TO ${ident(admin)} WITH ${options} GRANTED BY ${ident(admin)}`,
    title: `Borrow the rights of ${owner} for the next changes.`,
    reason: "The admin holds ADMIN on this owner but does not inherit its rights. Taken back in the same transaction.",
    object: objectRef("role", owner),
  };
}

/** Takes back exactly the row that `borrowMembership` added, or switches its INHERIT off again. */
export function returnMembership(owner: string, admin: string, existing: boolean): Statement {
  const by = ident(admin);
  return {
    kind: "membership",
    sql: existing
      ? sql`GRANT ${ident(owner)} TO ${by} WITH INHERIT FALSE GRANTED BY ${by}`
      : sql`REVOKE ${ident(owner)} FROM ${by} GRANTED BY ${by}`,
    title: `Give the rights of ${owner} back.`,
    reason: "Only the row that was added: memberships that others granted stay as they were.",
    object: objectRef("role", owner),
  };
}

/** GRANT role TO admin: before DROP OWNED BY and SET ROLE, which a non-superuser may run only as a member. */
export function joinRole(role: string, admin: string, versionNum: number): Statement {
  const options = versionNum >= 160000 ? sql` WITH INHERIT TRUE, SET TRUE` : sql``;
  return {
    kind: "membership",
    sql: sql`GRANT ${ident(role)} TO ${ident(admin)}${options}`,
    title: "Let the admin act for this login.",
    reason: "Goes with the role when it is dropped, or with the savepoint when it is rolled back.",
    object: objectRef("role", role),
  };
}
/** REVOKE role FROM admin: takes back what `joinRole` gave, and only that (16+: the row of this grantor). */
export function leaveRole(role: string, admin: string, versionNum: number): Statement {
  const by = versionNum >= 160000 ? sql` GRANTED BY ${ident(admin)}` : sql``;
  return {
    kind: "membership",
    sql: sql`REVOKE ${ident(role)} FROM ${ident(admin)}${by}`,
    title: "Stop acting for this login.",
    reason: "Only the membership that was added above.",
    object: objectRef("role", role),
  };
}
