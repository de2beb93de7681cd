import { ident, join, qualified, type Sql, sql } from "../postgres/sql.ts";
import { objectRef, type Statement } from "./statement.ts";

export type RelationName = { schema: string; name: string };

/** Names in one GRANT. Lists of about this size are 2 to 7 times faster than ON ALL TABLES (docs/decisions). */
export const NAMES_PER_STATEMENT = 1000;

/** Splits into lists of `NAMES_PER_STATEMENT`. */
export function chunks<T>(items: readonly T[], size = NAMES_PER_STATEMENT): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

const LISTS = new WeakMap<readonly RelationName[], Sql>();

/** The same thousand names stand in a statement and in its undo: quoted once. */
function list(relations: readonly RelationName[]): Sql {
  const text = LISTS.get(relations) ?? join(relations.map((r) => qualified(r.schema, r.name)));
  LISTS.set(relations, text);
  return text;
}

function tables(n: number): string {
  return n === 1 ? "1 table" : `${n} tables`;
}

function theOne(relations: readonly RelationName[]): Statement["object"] {
  const only = relations.length === 1 ? relations[0] : undefined;
  return only ? objectRef("table", only.name, { schema: only.schema }) : null;
}

/** GRANT SELECT ON a, b, … TO role: explicit names, never ON ALL TABLES. */
export function grantSelect(role: string, relations: readonly RelationName[]): Statement {
  return {
    kind: "select",
    sql: sql`GRANT SELECT ON TABLE ${list(relations)} TO ${ident(role)}`,
    title: `Let it read ${tables(relations.length)}.`,
    reason: "Listed by name, not ON ALL TABLES: it grants what you saw, no more.",
    object: theOne(relations),
  };
}

/** GRANT SELECT (columns) ON a, b, …: the same columns in each. */
export function grantSelectColumns(
  role: string,
  columns: readonly string[],
  relations: readonly RelationName[],
): Statement {
  return {
    kind: "select",
    sql: sql`GRANT SELECT (${join(columns.map(ident))}) ON TABLE ${list(relations)} TO ${ident(role)}`,
    title: `Let it read ${columns.length === 1 ? "1 column" : `${columns.length} columns`} of ${tables(relations.length)}. The others stay hidden.`,
    reason: "Column privileges: SELECT * fails with 42501, and a column added later is not shared.",
    object: theOne(relations),
  };
}

/** REVOKE privileges ON a, b, … FROM role. Takes the column privileges of the same grantor with it (docs: REVOKE). */
export function revokeOnRelations(
  role: string,
  privileges: readonly RelationPrivilege[],
  relations: readonly RelationName[],
): Statement {
  const words = join(privileges.map((p) => RELATION_PRIVILEGES[p]));
  return {
    kind: "revoke",
    sql: sql`REVOKE ${words} ON TABLE ${list(relations)} FROM ${ident(role)}`,
    title: `Take back ${privileges.join(", ")} on ${tables(relations.length)}.`,
    reason: "Granted to the role itself and not part of what was chosen.",
    object: theOne(relations),
  };
}

/** GRANT of any relation privilege: the way back from `revokeOnRelations`. */
export function grantOnRelations(
  role: string,
  privileges: readonly RelationPrivilege[],
  relations: readonly RelationName[],
  withGrantOption = false,
): Statement {
  const words = join(privileges.map((p) => RELATION_PRIVILEGES[p]));
  const option = withGrantOption ? sql` WITH GRANT OPTION` : sql``;
  return {
    kind: "select",
    sql: sql`GRANT ${words} ON TABLE ${list(relations)} TO ${ident(role)}${option}`,
    title: `Give ${privileges.join(", ")} on ${tables(relations.length)} back.`,
    reason: "What the role held before.",
    object: theOne(relations),
  };
}

/** REVOKE privilege (columns) ON relation FROM role. */
export function revokeOnColumns(
  role: string,
  privilege: RelationPrivilege,
  columns: readonly string[],
  relation: RelationName,
): Statement {
  return {
    kind: "revoke",
    sql: sql`REVOKE ${RELATION_PRIVILEGES[privilege]} (${join(columns.map(ident))}) ON TABLE ${qualified(relation.schema, relation.name)} FROM ${ident(role)}`,
    title: `Take back ${privilege} on ${columns.length === 1 ? "1 column" : `${columns.length} columns`} of ${relation.name}.`,
    reason: "Granted to the role itself and not part of what was chosen.",
    object: theOne([relation]),
  };
}

/** GRANT privilege (columns): the way back from `revokeOnColumns`. */
export function grantOnColumns(
  role: string,
  privilege: RelationPrivilege,
  columns: readonly string[],
  relation: RelationName,
  withGrantOption = false,
): Statement {
  const option = withGrantOption ? sql` WITH GRANT OPTION` : sql``;
  return {
    kind: "select",
    sql: sql`GRANT ${RELATION_PRIVILEGES[privilege]} (${join(columns.map(ident))}) ON TABLE ${qualified(relation.schema, relation.name)} TO ${ident(role)}${option}`,
    title: `Give ${privilege} on ${columns.length} columns of ${relation.name} back.`,
    reason: "What the role held before.",
    object: theOne([relation]),
  };
}

/** Privileges a relation can have (docs: 5.8, table "Summary of Access Privileges"; MAINTAIN since 17). */
const RELATION_PRIVILEGES = {
  SELECT: sql`SELECT`,
  INSERT: sql`INSERT`,
  UPDATE: sql`UPDATE`,
  DELETE: sql`DELETE`,
  TRUNCATE: sql`TRUNCATE`,
  REFERENCES: sql`REFERENCES`,
  TRIGGER: sql`TRIGGER`,
  MAINTAIN: sql`MAINTAIN`,
} as const;
export type RelationPrivilege = keyof typeof RELATION_PRIVILEGES;

/** Tells whether a privilege_type of aclexplode is one that a relation can have. */
export function isRelationPrivilege(word: string): word is RelationPrivilege {
  return Object.hasOwn(RELATION_PRIVILEGES, word);
}
