import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * The columns of every relation, one row a relation: names as JSON, and beside them `type OID, type modifier, not null`
 * for each, as text that is quick to take apart (an array of a million numbers is not). Relation by relation through the
 * index of pg_attribute: to sort all columns at once costs more. `acls`: a column has privileges of its own.
 *
 * { oid: 16390, names: ["id", "total"], types: "20,-1,1;1700,655366,0", acls: false }
 */
export const COLUMNS: Sql = sql`
select c.oid, a.names, a.types, a.acls
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 cross join lateral (
       select pg_catalog.json_agg(t.attname) as names,
              pg_catalog.string_agg(t.atttypid::pg_catalog.text || ',' || t.atttypmod::pg_catalog.text
                || case when t.attnotnull then ',1' else ',0' end, ';') as types,
              pg_catalog.bool_or(t.attacl is not null) as acls
         from (select k.attname, k.atttypid, k.atttypmod, k.attnotnull, k.attacl
                 from pg_catalog.pg_attribute k
                where k.attrelid = c.oid and k.attnum > 0 and not k.attisdropped
                order by k.attnum) t) a
 where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   and a.names is not null`;

export type ColumnsRow = { oid: number; names: string[]; types: string; acls: boolean };
