import { ident, integer, join, literal, type Sql, sql } from "../postgres/sql.ts";
import { objectRef, type Statement } from "./statement.ts";

export type NewRole = {
  role: string;
  /** A quoted verifier, a psql variable where it is only shown, or null: nobody can sign in with a password. */
  password: Sql | null;
  /** A quoted time, or a psql variable; null: it does not expire. */
  validUntil: Sql | null;
  connectionLimit: number;
};

/**
 * CREATE ROLE … LOGIN. The attributes that make a role dangerous are off by default (docs: CREATE ROLE), so they are
 * not written: NOSUPERUSER, NOREPLICATION and NOBYPASSRLS are 42501 for every CREATEROLE admin.
 */
export function createRole({ role, password, validUntil, connectionLimit }: NewRole): Statement {
  const parts = [sql`CREATE ROLE ${ident(role)} LOGIN`];
  if (connectionLimit !== -1) parts.push(sql`CONNECTION LIMIT ${integer(connectionLimit)}`);
  parts.push(...passwordParts(password, validUntil));
  const visits = connectionLimit === -1 ? "" : ` At most ${connectionLimit} visits at a time.`;
  return {
    kind: "role",
    sql: join(parts, " "),
    title: `Make a new login for Lucien.${visits}`,
    reason: password
      ? "The password goes in as a SCRAM verifier, so this line holds no secret. All other attributes stay off, as CREATE ROLE has them."
      : "Without a password nobody can sign in yet. All other attributes stay off, as CREATE ROLE has them.",
    object: objectRef("role", role),
  };
}

/** ALTER ROLE … PASSWORD … VALID UNTIL, in one statement, so that neither stands without the other. */
export function setPassword(
  role: string,
  password: Sql,
  validUntil: Sql,
  words: { title: string; reason: string },
): Statement {
  return {
    kind: "role",
    sql: join([sql`ALTER ROLE ${ident(role)}`, ...passwordParts(password, validUntil)], " "),
    ...words,
    object: objectRef("role", role),
  };
}

/**
 * ALTER ROLE … PASSWORD and nothing else: what any role may change of its own login (user.c, AlterRole). VALID UNTIL
 * beside it is 42501.
 */
export function setOwnPassword(role: string, password: Sql): Statement {
  return {
    kind: "role",
    sql: join([sql`ALTER ROLE ${ident(role)}`, ...passwordParts(password, null)], " "),
    title: "Swap the test password for Lucien's own.",
    reason: "Run by the role itself, after the login test. Also a verifier, so the database never sees the password.",
    object: objectRef("role", role),
  };
}

function passwordParts(password: Sql | null, validUntil: Sql | null): Sql[] {
  const parts: Sql[] = [];
  if (password !== null) parts.push(sql`PASSWORD ${password}`);
  if (validUntil !== null) parts.push(sql`VALID UNTIL ${validUntil}`);
  return parts;
}

/** ALTER ROLE … CONNECTION LIMIT. */
export function limitConnections(role: string, limit: number): Statement {
  return {
    kind: "guard",
    sql: sql`ALTER ROLE ${ident(role)} CONNECTION LIMIT ${integer(limit)}`,
    title: limit === -1 ? "Let it open any number of visits." : `Let it open at most ${limit} visits at a time.`,
    reason: "The server counts its sessions and refuses more with 53300.",
    object: objectRef("role", role),
  };
}

/** ALTER ROLE … VALID UNTIL; null is `infinity`. */
export function expirePassword(role: string, validUntil: string | null): Statement {
  return {
    kind: "guard",
    sql: sql`ALTER ROLE ${ident(role)} VALID UNTIL ${literal(validUntil ?? "infinity")}`,
    title: validUntil === null ? "Its password does not run out." : "Let its password run out on the chosen day.",
    reason: "VALID UNTIL bounds the password, not sessions that are open already.",
    object: objectRef("role", role),
  };
}

/** ALTER ROLE … [NO]BYPASSRLS. Superuser, or 16+ a CREATEROLE admin that has it itself. */
export function bypassRowSecurity(role: string, bypass: boolean): Statement {
  const word = bypass ? sql`BYPASSRLS` : sql`NOBYPASSRLS`;
  return {
    kind: "row-rules",
    sql: sql`ALTER ROLE ${ident(role)} ${word}`,
    title: bypass ? "Let it see past the row rules of every table it may read." : "Put it under the row rules again.",
    reason: "BYPASSRLS holds for every table in every database; it gives no privilege on any of them.",
    object: objectRef("role", role),
  };
}

/** DROP OWNED BY: takes every grant to the role in this database away, and whatever it owns. */
export function dropOwnedBy(role: string): Statement {
  return {
    kind: "revoke",
    sql: sql`DROP OWNED BY ${ident(role)}`,
    title: "Take back every right this login was given here.",
    reason: "Covers what was granted since by default privileges too; DROP ROLE would fail on it with 2BP01.",
    object: objectRef("role", role),
  };
}

/** DROP ROLE. */
export function dropRole(role: string): Statement {
  return {
    kind: "role",
    sql: sql`DROP ROLE ${ident(role)}`,
    title: "Remove the login.",
    reason: "Its settings, comment and memberships go with it.",
    object: objectRef("role", role),
  };
}
