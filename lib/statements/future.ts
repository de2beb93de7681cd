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
): Statement {
  return future(role, creator, schema, privilege, false);
}

/** Gives back what `revokeFuture` took. */
export function restoreFuture(
  role: string,
  creator: string,
  schema: string | null,
  privilege: FuturePrivilege,
): Statement {
  return future(role, creator, schema, privilege, true);
}

function future(role: string, creator: string, schema: string | null, privilege: FuturePrivilege, give: boolean) {
  const place: Sql = schema === null ? sql`` : sql` IN SCHEMA ${ident(schema)}`;
  const what: Sql = FUTURE_PRIVILEGES[privilege];
  const verb: Sql = give ? sql`GRANT ${what} ON TABLES TO` : sql`REVOKE ${what} ON TABLES FROM`;
  const where = schema === null ? "" : ` in ${schema}`;
  const statement: Statement = {
    kind: give ? "future" : "revoke",
    sql: sql`ALTER DEFAULT PRIVILEGES FOR ROLE ${ident(creator)}${place} ${verb} ${ident(role)}`,
    title: give
      ? `Include tables that ${creator} makes later${where} again.`
      : `Leave out tables that ${creator} makes later${where}.`,
    reason: give ? "What was set before." : "Tables that stand already are not touched by it.",
    object: objectRef("default-privileges", creator, { schema }),
  };
  return statement;
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
} as const;
export type FuturePrivilege = keyof typeof FUTURE_PRIVILEGES;
