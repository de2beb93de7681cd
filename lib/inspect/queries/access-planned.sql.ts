import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Expressions that planning folds before anybody reads a row, with the SECURITY DEFINER routine that is called in them:
 * index predicates and columns, check constraints, partition keys, extended statistics (plancat.c, relcache.c). Whether
 * such a call holds no column, so that it is folded, is for who reads the tree. Planning leaves invalid indexes and
 * constraints that are NOT VALID alone. All of them, and defaults, can also be
 * copied (CREATE TABLE … LIKE … INCLUDING ALL asks for SELECT) onto a temporary table of one's own and run there: rows
 * of type table-copy, for the roles of $1. And the difference and canonical functions of range types, which estimates and constructors call without asking for EXECUTE (rangetypes.c).
 *
 *     routine: 16420 | type: table | schema: public | name: customers | needsExecute: true | tree: {FUNCEXPR …}
 */
export function plannedCode(versionNum: number): Sql {
  const statistics: Sql =
    versionNum >= 140000
      ? sql`union all
  select u.routine, e.stxrelid, e.stxexprs::pg_catalog.text
  from users u join pg_catalog.pg_statistic_ext e on u.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass
    and e.oid = u.objid`
      : sql``;
  return sql`
with definers as materialized (
  select p.oid as routine, 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid as classid, p.oid as objid
  from pg_catalog.pg_proc p where p.prosecdef and p.oid >= 16384
  union all
  select p.oid, 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid
  from pg_catalog.pg_proc p join pg_catalog.pg_operator o on o.oprcode = p.oid
  where p.prosecdef and p.oid >= 16384
), users as materialized (
  select f.routine, d.classid, d.objid, d.objsubid
  from definers f join pg_catalog.pg_depend d on d.refclassid = f.classid and d.refobjid = f.objid
), parts (routine, relation, tree) as (
  select u.routine, i.indrelid,
    case when i.indisvalid then pg_catalog.concat(i.indpred::pg_catalog.text, i.indexprs::pg_catalog.text) end
  from users u join pg_catalog.pg_index i on u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    and i.indexrelid = u.objid
  union all
  select u.routine, t.partrelid, t.partexprs::pg_catalog.text
  from users u join pg_catalog.pg_partitioned_table t on u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    and t.partrelid = u.objid
  union all
  select u.routine, k.conrelid, case when k.convalidated then k.conbin::pg_catalog.text end
  from users u join pg_catalog.pg_constraint k on u.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
    and k.oid = u.objid and k.contype = 'c' and k.conrelid <> 0
  union all
  select u.routine, a.adrelid, null
  from users u join pg_catalog.pg_attrdef a on u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and a.oid = u.objid
    -- A generated column's expression hangs on the column until 14.
    or u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and a.adrelid = u.objid and a.adnum = u.objsubid
  ${statistics}
), named as (
  select x.routine, x.tree, n.nspname, c.relname, n.oid as schema, c.oid as relation, p.provolatile
  from parts x
  join pg_catalog.pg_proc p on p.oid = x.routine
  join pg_catalog.pg_class c on c.oid = x.relation
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
)
select x.routine, 'table' as type, x.nspname as schema, x.relname as name, true as "needsExecute", x.tree
from named x where x.tree is not null and x.provolatile = 'i'
  -- Planned by whoever can name it, or what it is a part of, or what reads it by its OID.
  and (exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
      where pg_catalog.has_schema_privilege(r.oid, x.schema, 'USAGE'))
    or exists (select from pg_catalog.pg_inherits i where i.inhrelid = x.relation)
    or exists (select from pg_catalog.pg_depend k
      where k.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and k.refobjid = x.relation
        and k.classid in ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass,
          'pg_catalog.pg_policy'::pg_catalog.regclass)))
union all
select x.routine, 'table-copy', x.nspname, x.relname, true, null
from named x
where exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_table_privilege(r.oid, x.relation, 'SELECT'))
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_schema_privilege(r.oid, x.schema, 'USAGE'))
union all
select p.oid, 'range-type', n.nspname, t.typname, false, null
from pg_catalog.pg_range g
join pg_catalog.pg_proc p on p.oid in (g.rngsubdiff::pg_catalog.oid, g.rngcanonical::pg_catalog.oid) and p.prosecdef
join pg_catalog.pg_type t on t.oid = g.rngtypid
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
order by routine, type, schema, name`;
}
