import { ident, join, type Sql, sql } from "../postgres/sql.ts";
import type { ObjectRef, Statement } from "./statement.ts";

/**
 * What is taken from PUBLIC and given back. `target` is the object as GRANT wants it, kind word included
 * (`TABLE "s"."t"`, `SCHEMA "public"`, `DATABASE "shop"`, `FUNCTION "s"."f"(integer)`), made with lib/postgres/sql.ts.
 */
export type PublicPrivilege = {
  privileges: readonly PublicWord[];
  /** Column names, where the privilege stands on columns. */
  columns?: readonly string[];
  target: Sql;
  object: ObjectRef;
};

/** REVOKE … FROM PUBLIC. */
export function revokeFromPublic(what: PublicPrivilege): Statement {
  return statement(what, sql`REVOKE`, sql`FROM PUBLIC`, {
    title: `Take ${words(what)} on ${named(what.object)} from everyone.`,
    reason: "PUBLIC is every role, ours too: nothing narrower closes it. Needs your yes, since others may use it.",
  });
}

/** GRANT … TO PUBLIC: the undo of `revokeFromPublic`. */
export function grantToPublic(what: PublicPrivilege): Statement {
  return statement(what, sql`GRANT`, sql`TO PUBLIC`, {
    title: `Give ${words(what)} on ${named(what.object)} back to everyone.`,
    reason: "As it was before.",
  });
}

/** GRANT … TO one role: it keeps what it held through PUBLIC alone. */
export function giveBackTo(role: string, what: PublicPrivilege): Statement {
  return statement(what, sql`GRANT`, sql`TO ${ident(role)}`, {
    title: `Give it back to ${role}.`,
    reason: `${role} holds ${words(what)} only through PUBLIC.`,
  });
}

/** REVOKE … FROM one role: the undo of `giveBackTo`. */
export function takeFromRole(role: string, what: PublicPrivilege): Statement {
  return statement(what, sql`REVOKE`, sql`FROM ${ident(role)}`, {
    title: `Take it from ${role} again.`,
    reason: `${role} has ${words(what)} through PUBLIC as before.`,
  });
}

function statement(what: PublicPrivilege, verb: Sql, whom: Sql, text: { title: string; reason: string }): Statement {
  const columns = what.columns ? sql` (${join(what.columns.map(ident))})` : sql``;
  const list = join(what.privileges.map((p) => sql`${PUBLIC_WORDS[p]}${columns}`));
  return { kind: "public", sql: sql`${verb} ${list} ON ${what.target} ${whom}`, ...text, object: what.object };
}

function words(what: PublicPrivilege): string {
  return what.privileges.join(", ");
}

function named(object: ObjectRef): string {
  return object.schema === null ? object.name : `${object.schema}.${object.name}`;
}

/** Every privilege word of GRANT that PUBLIC can hold (docs: GRANT). */
const PUBLIC_WORDS = {
  SELECT: sql`SELECT`,
  INSERT: sql`INSERT`,
  UPDATE: sql`UPDATE`,
  DELETE: sql`DELETE`,
  TRUNCATE: sql`TRUNCATE`,
  REFERENCES: sql`REFERENCES`,
  TRIGGER: sql`TRIGGER`,
  MAINTAIN: sql`MAINTAIN`,
  USAGE: sql`USAGE`,
  CREATE: sql`CREATE`,
  CONNECT: sql`CONNECT`,
  TEMPORARY: sql`TEMPORARY`,
  EXECUTE: sql`EXECUTE`,
  SET: sql`SET`,
  "ALTER SYSTEM": sql`ALTER SYSTEM`,
} as const;
export type PublicWord = keyof typeof PUBLIC_WORDS;
