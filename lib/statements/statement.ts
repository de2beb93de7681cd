import type { Sql } from "../postgres/sql.ts";

/**
 * One statement that changes the database: what the preview shows, the script holds, the run sends and the report
 * lists is this `sql`, byte for byte (house rule 5).
 */
export type Statement = {
  readonly kind: StatementKind;
  readonly sql: Sql;
  /** Why it is needed: the founder's words. */
  readonly title: string;
  /** Why it is written this way: the engineer's words. */
  readonly reason: string;
  readonly object: ObjectRef | null;
};

/** Groups statements into the rows of the review (one row a kind, in this order). */
export const STATEMENT_KINDS = [
  "role",
  "membership",
  "connect",
  "usage",
  "select",
  "row-rules",
  "future",
  "guard",
  "public",
  "revoke",
  "comment",
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** A database object by its real names, unquoted (contract of docs 05: `object` of a finding). */
export type ObjectRef = {
  type: ObjectType;
  schema: string | null;
  name: string;
  column: string | null;
  /** Argument types of a routine, as pg_get_function_identity_arguments gives them. */
  signature: string | null;
  /** Set when the object stands in another database than the one looked at. */
  database: string | null;
};

export type ObjectType =
  | "table"
  | "partitioned-table"
  | "view"
  | "materialized-view"
  | "foreign-table"
  | "sequence"
  | "schema"
  | "database"
  | "routine"
  | "role"
  | "column"
  | "language"
  | "foreign-server"
  | "foreign-data-wrapper"
  | "user-mapping"
  | "type"
  | "tablespace"
  | "parameter"
  | "large-object"
  | "default-privileges"
  | "policy"
  | "trigger"
  | "event-trigger"
  | "operator"
  | "cast"
  | "aggregate"
  | "publication"
  | "subscription"
  | "statistics"
  | "extension"
  | "setting"
  | "rule"
  | "domain"
  | "collation"
  | "conversion"
  | "text-search"
  | "operator-class"
  | "other";

/** An ObjectRef with the parts that are not given set to null. */
export function objectRef(
  type: ObjectType,
  name: string,
  rest: Partial<Omit<ObjectRef, "type" | "name">> = {},
): ObjectRef {
  return { type, schema: null, name, column: null, signature: null, database: null, ...rest };
}
