import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * The columns of every relation, one row a relation: names as JSON, and beside them `type OID, type modifier, not null`
 * for each, as text that is quick to take apart (an array of a million numbers is not).
 *
 * { oid: 16390, names: ["id", "total"], types: "20,-1,1;1700,655366,0" }
 */
export const COLUMNS: Sql = sql`
select a.oid, pg_catalog.json_agg(a.attname) as names,
       pg_catalog.string_agg(pg_catalog.concat(a.atttypid, ',', a.atttypmod, ',', a.attnotnull::pg_catalog.int4), ';') as types
  from (select c.oid, t.attname, t.atttypid, t.atttypmod, t.attnotnull
          from pg_catalog.pg_attribute t
          join pg_catalog.pg_class c on c.oid = t.attrelid
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'v', 'm', 'f') and t.attnum > 0 and not t.attisdropped
           and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
         order by c.oid, t.attnum) a
 group by a.oid`;

export type ColumnsRow = { oid: number; names: string[]; types: string };
