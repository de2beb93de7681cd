import { ident, join, type Sql, sql } from "../postgres/sql.ts";
import { objectRef, type Statement } from "./statement.ts";

export type SchemaPrivilege = "USAGE" | "CREATE";
export type DatabasePrivilege = "CONNECT" | "CREATE" | "TEMPORARY";

const WORDS: Record<SchemaPrivilege | DatabasePrivilege, Sql> = {
  USAGE: sql`USAGE`,
  CREATE: sql`CREATE`,
  CONNECT: sql`CONNECT`,
  TEMPORARY: sql`TEMPORARY`,
};

/** GRANT USAGE ON SCHEMA a, b, … */
export function grantUsage(role: string, schemas: readonly string[]): Statement {
  return {
    kind: "usage",
    sql: sql`GRANT USAGE ON SCHEMA ${join(schemas.map(ident))} TO ${ident(role)}`,
    title: `Let it open ${schemas.length === 1 ? "one schema" : `${schemas.length} schemas`}: ${schemas.join(", ")}.`,
    reason: "USAGE lets it find names. It reads no rows yet.",
    object: schemas.length === 1 && schemas[0] !== undefined ? objectRef("schema", schemas[0]) : null,
  };
}

/** REVOKE a privilege on one schema from the role. */
export function revokeOnSchema(role: string, privilege: SchemaPrivilege, schema: string): Statement {
  return {
    kind: "revoke",
    sql: sql`REVOKE ${WORDS[privilege]} ON SCHEMA ${ident(schema)} FROM ${ident(role)}`,
    title: `Take back ${privilege} on the schema ${schema}.`,
    reason: "Granted to the role itself and not part of what was chosen.",
    object: objectRef("schema", schema),
  };
}

/** GRANT of any schema privilege: the way back from `revokeOnSchema`. */
export function grantOnSchema(
  role: string,
  privilege: SchemaPrivilege,
  schema: string,
  withGrantOption = false,
): Statement {
  const option = withGrantOption ? sql` WITH GRANT OPTION` : sql``;
  return {
    kind: "usage",
    sql: sql`GRANT ${WORDS[privilege]} ON SCHEMA ${ident(schema)} TO ${ident(role)}${option}`,
    title: `Give ${privilege} on the schema ${schema} back.`,
    reason: "What the role held before.",
    object: objectRef("schema", schema),
  };
}

/** GRANT CONNECT (or another privilege, as a way back) ON DATABASE. */
export function grantOnDatabase(
  role: string,
  privilege: DatabasePrivilege,
  database: string,
  withGrantOption = false,
): Statement {
  const option = withGrantOption ? sql` WITH GRANT OPTION` : sql``;
  return {
    kind: "connect",
    sql: sql`GRANT ${WORDS[privilege]} ON DATABASE ${ident(database)} TO ${ident(role)}${option}`,
    title: privilege === "CONNECT" ? "Let it open this database." : `Give ${privilege} on this database back.`,
    reason:
      privilege === "CONNECT"
        ? "Its own grant, so that it stays when CONNECT is one day taken from PUBLIC."
        : "What the role held before.",
    object: objectRef("database", database),
  };
}

/** REVOKE a privilege on the database from the role. */
export function revokeOnDatabase(role: string, privilege: DatabasePrivilege, database: string): Statement {
  return {
    kind: "revoke",
    sql: sql`REVOKE ${WORDS[privilege]} ON DATABASE ${ident(database)} FROM ${ident(role)}`,
    title: `Take back ${privilege} on this database.`,
    reason: "Granted to the role itself and not part of what was chosen.",
    object: objectRef("database", database),
  };
}
