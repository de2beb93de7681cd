import type { AccessObject } from "../inspect/access/facts.ts";
import { ident, integer, join, qualified, type Sql, sql } from "../postgres/sql.ts";

type Target = Pick<AccessObject, "type" | "schema" | "name" | "oid">;

/** The object as GRANT and REVOKE name it, kind word included (docs: GRANT); null for what has no ACL of its own. */
export function grantTarget({ type, schema, name, oid }: Target): Sql | null {
  const full = schema === null ? ident(name) : qualified(schema, name);
  switch (type) {
    case "table":
    case "partitioned-table":
    case "view":
    case "materialized-view":
    case "foreign-table":
    case "column":
      return sql`TABLE ${full}`;
    case "sequence":
      return sql`SEQUENCE ${full}`;
    case "schema":
      return sql`SCHEMA ${full}`;
    case "database":
      return sql`DATABASE ${full}`;
    case "tablespace":
      return sql`TABLESPACE ${full}`;
    case "language":
      return sql`LANGUAGE ${full}`;
    case "foreign-server":
      return sql`FOREIGN SERVER ${full}`;
    case "foreign-data-wrapper":
      return sql`FOREIGN DATA WRAPPER ${full}`;
    case "type":
      return sql`TYPE ${full}`;
    case "parameter":
      return sql`PARAMETER ${join(name.split(".").map(ident), ".")}`;
    case "large-object":
      return sql`LARGE OBJECT ${integer(oid)}`;
    default:
      return null;
  }
}

/** A routine with its argument types, every name in full. */
export function routineTarget(routine: {
  schema: string;
  name: string;
  argumentTypes: readonly [string, string][];
}): Sql {
  const types = routine.argumentTypes.map(([schema, name]) => qualified(schema, name));
  return sql`ROUTINE ${qualified(routine.schema, routine.name)}(${join(types)})`;
}
