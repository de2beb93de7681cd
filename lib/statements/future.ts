import { ident, type Sql, sql } from "../postgres/sql.ts";
import { objectRef, type Statement } from "./statement.ts";

/** ALTER DEFAULT PRIVILEGES: tables that `creator` makes later in `schema` will be readable. */
export function grantFuture(role: string, creator: string, schema: string): Statement {
  return {
    kind: "future",
    sql: sql`ALTER DEFAULT PRIVILEGES FOR ROLE ${ident(creator)} IN SCHEMA ${ident(schema)} GRANT SELECT ON TABLES TO ${ident(role)}`,
    title: `Include tables that ${creator} makes later in ${schema}.`,
    reason: "Default privileges hang on the creator: one line for each.",
    object: objectRef("default-privileges", creator, { schema }),
  };
}

/** The way back. Without a schema: the creator's default privileges in every schema. */
export function revokeFuture(
  role: string,
  creator: string,
  schema: string | null,
  privilege: FuturePrivilege = "SELECT",
  on: FutureObject = "r",
): Statement {
  return future(role, creator, schema, { privilege, on, give: false });
}

/** Gives back what `revokeFuture` took. */
export function restoreFuture(
  role: string,
  creator: string,
  schema: string | null,
  held: { privilege: FuturePrivilege; on: FutureObject; grantable: boolean },
): Statement {
  return future(role, creator, schema, { ...held, give: true });
}

type Future = { privilege: FuturePrivilege; on: FutureObject; give: boolean; grantable?: boolean };

function future(role: string, creator: string, schema: string | null, { privilege, on, give, grantable }: Future) {
  const place: Sql = schema === null ? sql`` : sql` IN SCHEMA ${ident(schema)}`;
  const what: Sql = sql`${FUTURE_PRIVILEGES[privilege]} ON ${FUTURE_OBJECTS[on]}`;
  const verb: Sql = give ? sql`GRANT ${what} TO` : sql`REVOKE ${what} FROM`;
  const option: Sql = grantable ? sql` WITH GRANT OPTION` : sql``;
  const things = `${NOUNS[on]} that ${creator} makes later${schema === null ? "" : ` in ${schema}`}`;
  const statement: Statement = {
    kind: give ? "future" : "revoke",
    sql: sql`ALTER DEFAULT PRIVILEGES FOR ROLE ${ident(creator)}${place} ${verb} ${ident(role)}${option}`,
    title: give ? `Include ${things} again.` : `Leave out ${things}.`,
    reason: give
      ? "What was set before."
      : `${on === "r" ? "Tables" : "Those"} that stand already are not touched by it.`,
    object: objectRef("default-privileges", creator, { schema }),
  };
  return statement;
}

/** By pg_default_acl.defaclobjtype: what could hand the role more than reading (L since 18). */
const FUTURE_OBJECTS = {
  r: sql`TABLES`,
  S: sql`SEQUENCES`,
  n: sql`SCHEMAS`,
  L: sql`LARGE OBJECTS`,
} as const;
export type FutureObject = keyof typeof FUTURE_OBJECTS;

const NOUNS: Record<FutureObject, string> = { r: "tables", S: "sequences", n: "schemas", L: "large objects" };

/** Tells whether default privileges on this kind of object are the role's to lose. */
export function isFutureObject(word: string): word is FutureObject {
  return Object.hasOwn(FUTURE_OBJECTS, word);
}

const FUTURE_PRIVILEGES = {
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
} as const;
export type FuturePrivilege = keyof typeof FUTURE_PRIVILEGES;

/** Tells whether a privilege_type of aclexplode is one that default privileges on these can hand out. */
export function isFuturePrivilege(word: string): word is FuturePrivilege {
  return Object.hasOwn(FUTURE_PRIVILEGES, word);
}
