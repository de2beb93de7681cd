import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * The columns of every relation, one row for all relations whose columns are alike: tens of thousands of relations are
 * partitions, or the same tables for each customer. Names as JSON, and beside them `type OID, type modifier, not null`
 * for each, as text that is quick to take apart (an array of a million numbers is not). Relation by relation through the
 * index of pg_attribute: to sort all columns at once costs more. `acls`: a column has privileges of its own.
 *
 * { names: ["id", "total"], types: "20,-1,1;1700,655366,0", acls: false, oids: [16390] }
 */
function columnsWhere(share: Sql): Sql {
  return sql`
select a.names::pg_catalog.json as names, a.types, a.acls, pg_catalog.json_agg(c.oid::pg_catalog.int8) as oids
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 cross join lateral (
       select pg_catalog.json_agg(t.attname)::pg_catalog.text collate pg_catalog."C" as names,
              pg_catalog.string_agg(t.atttypid::pg_catalog.text || ',' || t.atttypmod::pg_catalog.text
                || case when t.attnotnull then ',1' else ',0' end, ';') collate pg_catalog."C" as types,
              pg_catalog.bool_or(t.attacl is not null) as acls
         from (select k.attname, k.atttypid, k.atttypmod, k.attnotnull, k.attacl
                 from pg_catalog.pg_attribute k
                where k.attrelid = c.oid and k.attnum > 0 and not k.attisdropped
                order by k.attnum) t) a
 where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   and a.names is not null ${share}
 group by a.names, a.types, a.acls`;
}

export const COLUMNS: Sql = columnsWhere(sql``);

/** Those that a look reads itself where somebody else reads the others: all where SHARE_LOOK said so. */
export const OWN_COLUMNS: Sql = columnsWhere(
  sql`and c.oid::pg_catalog.int8 % 5 < (select pg_catalog.current_setting('lucien_look.share')::pg_catalog.int4)`,
);

/** The larger share: whoever reads this has nothing else to read. */
export const OTHER_COLUMNS: Sql = columnsWhere(sql`and c.oid::pg_catalog.int8 % 5 >= 2`);

export type ColumnsRow = { names: string[]; types: string; acls: boolean; oids: number[] };
