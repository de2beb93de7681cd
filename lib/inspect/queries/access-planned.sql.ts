import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Expressions that planning folds before anybody reads a row, with the SECURITY DEFINER routine that is called in them:
 * index predicates and columns, check constraints, partition keys, extended statistics (plancat.c, relcache.c). Whether
 * such a call holds no column, so that it is folded, is for who reads the tree. And the difference and canonical
 * functions of range types, which estimates and constructors call without asking for EXECUTE (rangetypes.c).
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
  select f.routine, d.classid, d.objid
  from definers f join pg_catalog.pg_depend d on d.refclassid = f.classid and d.refobjid = f.objid
), parts (routine, relation, tree) as (
  select u.routine, i.indrelid, pg_catalog.concat(i.indpred::pg_catalog.text, i.indexprs::pg_catalog.text)
  from users u join pg_catalog.pg_index i on u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    and i.indexrelid = u.objid
  union all
  select u.routine, t.partrelid, t.partexprs::pg_catalog.text
  from users u join pg_catalog.pg_partitioned_table t on u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    and t.partrelid = u.objid
  union all
  select u.routine, k.conrelid, k.conbin::pg_catalog.text
  from users u join pg_catalog.pg_constraint k on u.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
    and k.oid = u.objid and k.contype = 'c' and k.conrelid <> 0
  ${statistics}
)
select x.routine, 'table' as type, n.nspname as schema, c.relname as name, true as "needsExecute", x.tree
from parts x
join pg_catalog.pg_proc p on p.oid = x.routine and p.provolatile = 'i'
join pg_catalog.pg_class c on c.oid = x.relation
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where x.tree is not null
union all
select p.oid, 'range-type', n.nspname, t.typname, false, null
from pg_catalog.pg_range g
join pg_catalog.pg_proc p on p.oid in (g.rngsubdiff::pg_catalog.oid, g.rngcanonical::pg_catalog.oid) and p.prosecdef
join pg_catalog.pg_type t on t.oid = g.rngtypid
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
order by routine, type, schema, name`;
}
