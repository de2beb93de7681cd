import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * The printed name of each type that a column has. $1: a JSON array of [type OID, type modifier].
 *
 * { type: 1700, modifier: 655366, name: "numeric(10,2)" }
 */
export const COLUMN_TYPES: Sql = sql`
select (p.value ->> 0)::pg_catalog.oid as type, (p.value ->> 1)::pg_catalog.int4 as modifier,
       pg_catalog.format_type((p.value ->> 0)::pg_catalog.oid, (p.value ->> 1)::pg_catalog.int4) as name
  from pg_catalog.json_array_elements($1::pg_catalog.json) with ordinality as p(value, n)
 order by p.n`;

export type ColumnTypeRow = { type: number; modifier: number; name: string };
