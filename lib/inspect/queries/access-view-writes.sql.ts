import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * What a write to these views and foreign tables ($1, oid[]) would come to: rules and INSTEAD OF triggers by event, and
 * for automatic updates the privileges that the view's owner (security_invoker: the role, $2) has all the way down.
 */
export function viewWrites(versionNum: number): Sql {
  // CmdType (src/include/nodes/nodes.h): update, insert, delete and, since 15, merge; before, 5 was utility.
  const writes = versionNum >= 150000 ? sql`2345` : sql`234`;
  return sql`
with recursive chain (root, relation, role, depth) as (
  select c.oid, c.oid, $2::pg_catalog.oid, 0 from pg_catalog.pg_class c where c.oid = any ($1::pg_catalog.oid[])
  union
  select k.root, d.refobjid, case when i.invoker then k.role else v.relowner end, k.depth + 1
  from chain k
  -- "offset 0" keeps it one look-up by OID, whatever number of views the planner expects.
  cross join lateral (select c.oid, c.relowner, c.reloptions from pg_catalog.pg_class c
    where c.oid = k.relation and c.relkind = 'v' offset 0) v
  cross join lateral (
    select exists (select from pg_catalog.unnest(v.reloptions) o (entry)
      where o.entry ~* '^security_invoker=(t|tr|tru|true|on|1|y|ye|yes)$') as invoker) i
  join pg_catalog.pg_rewrite w on w.ev_class = v.oid and w.ev_type = '1'
  join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = w.oid
    and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> v.oid
  where k.depth < 30
), levels as (
  select k.root, k.depth,
    pg_catalog.bool_or(pg_catalog.has_any_column_privilege(k.role, k.relation, 'INSERT')) as ins,
    pg_catalog.bool_or(pg_catalog.has_any_column_privilege(k.role, k.relation, 'UPDATE')) as upd,
    pg_catalog.bool_or(pg_catalog.has_table_privilege(k.role, k.relation, 'DELETE')) as del
  from chain k where k.depth > 0
  group by k.root, k.depth
), may as (
  select l.root, pg_catalog.bool_and(l.ins) as ins, pg_catalog.bool_and(l.upd) as upd, pg_catalog.bool_and(l.del) as del
  from levels l group by l.root
)
select c.oid, n.nspname || '.' || c.relname as label, c.relkind as kind, f.wrapper_writes as "wrapperWrites",
  f.refused,
  f.server, coalesce(f.maps, false) as maps,
  exists (select from pg_catalog.unnest(c.reloptions) o (entry)
    where o.entry ~* '^security_invoker=(t|tr|tru|true|on|1|y|ye|yes)$') as invoker,
  pg_catalog.array_remove(array[case when m.ins then 'INSERT' end, case when m.upd then 'UPDATE' end,
    case when m.del then 'DELETE' end], null) as "ownerMay",
  coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
      'event', case w.ev_type when '2' then 'UPDATE' when '3' then 'INSERT' else 'DELETE' end,
      'writes', w.ev_action::pg_catalog.text ~ ':commandType [${writes}] ',
      'instead', w.is_instead and w.ev_qual::pg_catalog.text = '<>', 'enabled', w.ev_enabled) order by w.rulename)
    from pg_catalog.pg_rewrite w where w.ev_class = c.oid and w.ev_type <> '1' and w.ev_enabled <> 'D'), '[]')
    as rules,
  coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
      'events', pg_catalog.array_remove(array[case when t.tgtype & 4 <> 0 then 'INSERT' end,
        case when t.tgtype & 16 <> 0 then 'UPDATE' end, case when t.tgtype & 8 <> 0 then 'DELETE' end], null),
      'routine', t.tgfoid, 'definer', p.prosecdef, 'enabled', t.tgenabled) order by t.tgname)
    from pg_catalog.pg_trigger t join pg_catalog.pg_proc p on p.oid = t.tgfoid
    where t.tgrelid = c.oid and t.tgtype & 64 <> 0), '[]') as triggers
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join may m on m.root = c.oid
left join lateral (
  select s.oid as server, coalesce(h.prosrc <> 'file_fdw_handler', false) as wrapper_writes,
    array(select o.option_name from (select option_name, option_value from pg_catalog.pg_options_to_table(t.ftoptions)
        union all select option_name, option_value from pg_catalog.pg_options_to_table(s.srvoptions) v
        where v.option_name not in (select x.option_name from pg_catalog.pg_options_to_table(t.ftoptions) x)) o
      where o.option_name in ('updatable', 'truncatable') and o.option_value ~* '^(f|fa|fal|fals|false|off|of|no|n|0)$') as refused,
    h.prosrc in ('postgres_fdw_handler', 'mysql_fdw_handler', 'oracle_fdw_handler', 'tds_fdw_handler',
      'mongo_fdw_handler') as maps
  from pg_catalog.pg_foreign_table t
  join pg_catalog.pg_foreign_server s on s.oid = t.ftserver
  join pg_catalog.pg_foreign_data_wrapper w on w.oid = s.srvfdw
  left join pg_catalog.pg_proc h on h.oid = w.fdwhandler
  where t.ftrelid = c.oid) f on true
where c.oid = any ($1::pg_catalog.oid[])
order by c.oid`;
}

/** Opens the relations ($1, oid[]), so it runs by itself with a short lock_timeout: bits 4 UPDATE, 8 INSERT, 16 DELETE. */
export const relationUpdatable: Sql = sql`
select r.oid, pg_catalog.pg_relation_is_updatable(r.oid::pg_catalog.regclass, false) as bits
from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)`;

/**
 * Relations named inside what a role of $1 can use without USAGE on their schema: SQL-standard bodies (14+) that write,
 * run with the caller's rights, and security_invoker views (15+).
 */
export function reachedInside(versionNum: number): Sql {
  return versionNum < 140000 ? sql`select 0 as oid where false` : namedInside;
}

const namedInside: Sql = sql`
select d.refobjid as oid
from pg_catalog.pg_proc p
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid
  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
where p.prosqlbody is not null and not p.prosecdef and p.prosqlbody::pg_catalog.text ~ ':commandType [2345]'
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_function_privilege(r.oid, p.oid, 'EXECUTE')
      and pg_catalog.has_schema_privilege(r.oid, p.pronamespace, 'USAGE'))
union
select d.refobjid
from pg_catalog.pg_rewrite w
-- Views are few beside tables: "offset 0" makes it one look-up for each rule, and not a walk over all of pg_class.
cross join lateral (select c.oid, c.relnamespace, c.reloptions from pg_catalog.pg_class c
  where c.oid = w.ev_class and c.relkind = 'v' and c.reloptions is not null offset 0) v
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = w.oid
  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> v.oid
where exists (select from pg_catalog.unnest(v.reloptions) o (entry)
    where o.entry ~* '^security_invoker=(t|tr|tru|true|on|1|y|ye|yes)$')
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_schema_privilege(r.oid, v.relnamespace, 'USAGE')
      and (pg_catalog.has_any_column_privilege(r.oid, v.oid, 'INSERT, UPDATE')
        or pg_catalog.has_table_privilege(r.oid, v.oid, 'DELETE, TRUNCATE')))`;
