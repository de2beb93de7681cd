import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * What stands between the role and a SECURITY DEFINER routine it cannot name or execute: views, operators, casts,
 * aggregates, domains, policies, SQL-standard bodies, operator classes, INSTEAD OF triggers, and defaults marked
 * IMMUTABLE, which planning runs before any privilege is looked at. Found by walking pg_depend upwards from the
 * routines. EXECUTE is asked of the caller everywhere but in aggregates (asked of the aggregate's owner), triggers and
 * operator classes (not asked).
 * $1: reachable roles (for PUBLIC alone: {0}).
 *
 *     routine: 16420 | type: operator | schema: public | name: ### | needsExecute: true
 */
export const entrances: Sql = sql`
with recursive up (root, classid, objid, needs_execute) as (
  select p.oid, 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid, p.oid, true
  from pg_catalog.pg_proc p where p.prosecdef
  union
  select u.root, x.classid, x.objid, u.needs_execute and x.needs_execute
  from up u
  join pg_catalog.pg_depend d on d.refclassid = u.classid and d.refobjid = u.objid
  cross join lateral (
    select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, w.ev_class, true
    from pg_catalog.pg_rewrite w
    where d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and w.oid = d.objid and w.ev_class <> u.objid
    union all
    select 'pg_catalog.pg_attrdef'::pg_catalog.regclass::pg_catalog.oid, a.adrelid, true
    from pg_catalog.pg_attrdef a
    where d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and a.oid = d.objid
    union all
    select d.classid, d.objid, true
    where d.classid in ('pg_catalog.pg_operator'::pg_catalog.regclass, 'pg_catalog.pg_cast'::pg_catalog.regclass,
      'pg_catalog.pg_policy'::pg_catalog.regclass)
    union all
    select d.classid, d.objid, false
    where d.classid in ('pg_catalog.pg_amproc'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass)
    union all
    select d.classid, p.oid, p.prokind <> 'a'
    from pg_catalog.pg_proc p
    where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and p.oid = d.objid and p.oid <> u.objid
    union all
    select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, k.contypid, true
    from pg_catalog.pg_constraint k
    where d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and k.oid = d.objid and k.contypid <> 0
  ) x (classid, objid, needs_execute)
  where u.classid <> 'pg_catalog.pg_class'::pg_catalog.regclass or d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
), usable as materialized (
  select n.oid
  from pg_catalog.pg_namespace n
  where exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE'))
), typed as materialized (
  select t.oid, t.typnamespace in (select u.oid from usable u) as usable from pg_catalog.pg_type t
)
select u.root as routine, 'view' as type, n.nspname as schema, c.relname as name, u.needs_execute as "needsExecute"
from up u
join pg_catalog.pg_class c on u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and c.oid = u.objid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'v' and n.oid in (select s.oid from usable s)
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
      or pg_catalog.has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE'))
union
select u.root, 'operator', n.nspname, o.oprname, u.needs_execute
from up u
join pg_catalog.pg_operator o on u.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass and o.oid = u.objid
join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
where n.oid in (select s.oid from usable s)
union
select u.root, 'cast', null, pg_catalog.format_type(k.castsource, null) || ' AS ' || pg_catalog.format_type(k.casttarget, null),
  u.needs_execute
from up u
join pg_catalog.pg_cast k on u.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass and k.oid = u.objid
join typed a on a.oid = k.castsource
join typed b on b.oid = k.casttarget
where (a.usable or k.castcontext <> 'e') and (b.usable or k.castcontext = 'i')
union
select u.root, case p.prokind when 'a' then 'aggregate' else 'routine' end, n.nspname, p.proname, u.needs_execute
from up u
join pg_catalog.pg_proc p on u.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and p.oid = u.objid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where p.oid <> u.root and n.oid in (select s.oid from usable s)
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_function_privilege(r.oid, p.oid, 'EXECUTE'))
  and (u.needs_execute or p.prokind <> 'a' or pg_catalog.has_function_privilege(p.proowner, u.root, 'EXECUTE'))
union
select u.root, 'domain', n.nspname, t.typname, u.needs_execute
from up u
join pg_catalog.pg_type t on u.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and t.oid = u.objid
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
where n.oid in (select s.oid from usable s)
union
select u.root, 'policy', n.nspname, p.polname || ' on ' || c.relname, u.needs_execute
from up u
join pg_catalog.pg_policy p on u.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and p.oid = u.objid
join pg_catalog.pg_class c on c.oid = p.polrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relrowsecurity and n.oid in (select s.oid from usable s)
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE')
      and (0 = any (p.polroles) or r.oid <> 0 and exists (select from pg_catalog.unnest(p.polroles) q (oid)
        where pg_catalog.pg_has_role(r.oid, q.oid, 'USAGE'))))
union
select u.root, 'default', n.nspname, c.relname, u.needs_execute
from up u
join pg_catalog.pg_class c on u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and c.oid = u.objid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_proc p on p.oid = u.root and p.provolatile = 'i'
where n.oid in (select s.oid from usable s)
union
select u.root, 'operator-class', n.nspname, f.opfname, u.needs_execute
from up u
join pg_catalog.pg_amproc a on u.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass and a.oid = u.objid
join pg_catalog.pg_opfamily f on f.oid = a.amprocfamily
join pg_catalog.pg_namespace n on n.oid = f.opfnamespace
union
select u.root, 'instead-of-trigger', n.nspname, t.tgname || ' on ' || c.relname, u.needs_execute
from up u
join pg_catalog.pg_trigger t on u.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass and t.oid = u.objid
join pg_catalog.pg_class c on c.oid = t.tgrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where t.tgtype & 64 <> 0 and t.tgenabled in ('O', 'A') and n.oid in (select s.oid from usable s)
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where t.tgtype & 4 <> 0 and pg_catalog.has_any_column_privilege(r.oid, c.oid, 'INSERT')
      or t.tgtype & 16 <> 0 and pg_catalog.has_any_column_privilege(r.oid, c.oid, 'UPDATE')
      or t.tgtype & 8 <> 0 and pg_catalog.has_table_privilege(r.oid, c.oid, 'DELETE'))
order by routine, type, schema, name`;

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
  f.server, coalesce(f.maps, false) as maps,
  exists (select from pg_catalog.unnest(c.reloptions) o (entry)
    where o.entry ~* '^security_invoker=(t|tr|tru|true|on|1|y|ye|yes)$') as invoker,
  pg_catalog.array_remove(array[case when m.ins then 'INSERT' end, case when m.upd then 'UPDATE' end,
    case when m.del then 'DELETE' end], null) as "ownerMay",
  coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
      'event', case w.ev_type when '2' then 'UPDATE' when '3' then 'INSERT' else 'DELETE' end,
      'writes', w.ev_action::pg_catalog.text ~ ':commandType [${writes}] ',
      'instead', w.is_instead and w.ev_qual::pg_catalog.text = '<>') order by w.rulename)
    from pg_catalog.pg_rewrite w where w.ev_class = c.oid and w.ev_type <> '1' and w.ev_enabled in ('O', 'A')), '[]')
    as rules,
  coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
      'events', pg_catalog.array_remove(array[case when t.tgtype & 4 <> 0 then 'INSERT' end,
        case when t.tgtype & 16 <> 0 then 'UPDATE' end, case when t.tgtype & 8 <> 0 then 'DELETE' end], null),
      'routine', t.tgfoid, 'definer', p.prosecdef) order by t.tgname)
    from pg_catalog.pg_trigger t join pg_catalog.pg_proc p on p.oid = t.tgfoid
    where t.tgrelid = c.oid and t.tgtype & 64 <> 0 and t.tgenabled in ('O', 'A')), '[]') as triggers
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join may m on m.root = c.oid
left join lateral (
  select s.oid as server, coalesce(h.prosrc <> 'file_fdw_handler', false) as wrapper_writes,
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
from pg_catalog.pg_class v
join pg_catalog.pg_rewrite w on w.ev_class = v.oid
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = w.oid
  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> v.oid
where v.relkind = 'v'
  and exists (select from pg_catalog.unnest(v.reloptions) o (entry)
    where o.entry ~* '^security_invoker=(t|tr|tru|true|on|1|y|ye|yes)$')
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_schema_privilege(r.oid, v.relnamespace, 'USAGE')
      and (pg_catalog.has_any_column_privilege(r.oid, v.oid, 'INSERT, UPDATE')
        or pg_catalog.has_table_privilege(r.oid, v.oid, 'DELETE, TRUNCATE')))`;
