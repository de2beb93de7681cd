import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Schemas, with who may use them. $1: the role, $2: all reachable roles, $3: those whose privileges it has without a
 * step, $4: it reads or writes all data by a predefined role, $5: relations with privileges on single columns.
 * `owners`: who owns relations there that no extension brought.
 */
export const accessSchemas: Sql = sql`
with used as materialized (
  select n.oid, n.nspname !~ '^pg_' and n.nspname <> 'information_schema' as ordinary,
    coalesce(pg_catalog.bool_or(e.grantee = 0 or e.grantee = any ($2::pg_catalog.oid[])), false) as any_role,
    coalesce(pg_catalog.bool_or(e.grantee = any ($3::pg_catalog.oid[])), false) as own
  from pg_catalog.pg_namespace n
  left join lateral pg_catalog.aclexplode(coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) e
    on e.privilege_type = 'USAGE'
  where n.nspname !~ '^pg_(toast_)?temp_'
  group by n.oid, n.nspname
), extended as materialized (
  select d.objid from pg_catalog.pg_depend d
  where d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'e'
    and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
), shapes as materialized (
  -- Most relations of a schema have one owner and one ACL, so what is asked of each is asked of few.
  select distinct c.relnamespace, c.relowner, c.relacl, c.oid in (select x.objid from extended x) as extended
  from pg_catalog.pg_class c
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relnamespace in (select u.oid from used u)
), owners as materialized (
  select h.relnamespace as oid, pg_catalog.array_agg(distinct h.relowner) as owners
  from shapes h where not h.extended group by h.relnamespace
), selected as materialized (
  select h.relnamespace as oid
  from shapes h
  where h.relacl is null and h.relowner = any ($3::pg_catalog.oid[])
    or exists (select from pg_catalog.aclexplode(h.relacl) e
      where e.privilege_type = 'SELECT' and e.grantee = any ($3::pg_catalog.oid[]))
  union
  select c.relnamespace
  from pg_catalog.pg_attribute t
  join pg_catalog.pg_class c on c.oid = t.attrelid
  cross join lateral pg_catalog.aclexplode(t.attacl) e
  where t.attrelid = any ($5::pg_catalog.oid[]) and t.attacl is not null and e.privilege_type = 'SELECT'
    and e.grantee = any ($3::pg_catalog.oid[])
)
select n.oid, n.nspname as name, n.nspowner as owner,
  (select x.extname from pg_catalog.pg_depend d join pg_catalog.pg_extension x on x.oid = d.refobjid
    where d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.objid = n.oid
      and d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'e' limit 1) as extension,
  $4::pg_catalog.bool or u.any_role as usable,
  pg_catalog.has_schema_privilege($1::pg_catalog.oid, n.oid, 'USAGE') as usage,
  u.ordinary and (u.own or n.oid in (select s.oid from selected s)) as meant,
  coalesce(w.owners, '{}') as owners
from pg_catalog.pg_namespace n
join used u on u.oid = n.oid
left join owners w on w.oid = n.oid
order by n.nspname`;

/**
 * What the roles of $1 (superusers left out) own: here and in the whole cluster, from pg_shdepend; predefined roles
 * are pinned, so what they own is not there and is looked up by itself. $2: how many rows at most.
 * `pinned`: some of them are predefined.
 *
 *     type: table | schema: public | name: legacy | owner: 16390 | identity: public.legacy
 */
export function ownedObjects(pinned: boolean): Sql {
  return sql`
with owned as (
  select s.classid, s.objid, s.refobjid as owner
  from pg_catalog.pg_shdepend s
  where s.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and s.refobjid = any ($1::pg_catalog.oid[])
    and s.deptype = 'o' and s.dbid in (0, (
      select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
  ${pinned ? ownedByPinned : sql``}
)
select o.owner, o.objid as oid, i.type, i.identity,
  coalesce(i.schema, pn.nspname) as schema,
  coalesce(c.relname::pg_catalog.text, p.proname, ty.typname, i.name, i.identity) as name,
  case when p.oid is not null then pg_catalog.pg_get_function_identity_arguments(p.oid) end as signature,
  null::pg_catalog.text as "column",
  pg_catalog.count(*) over () as total
from owned o
cross join lateral pg_catalog.pg_identify_object(o.classid, o.objid, 0) i
left join pg_catalog.pg_class c on o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and c.oid = o.objid
left join pg_catalog.pg_type ty on o.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and ty.oid = o.objid
left join pg_catalog.pg_proc p on o.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and p.oid = o.objid
left join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
order by i.type, schema, name, o.objid
limit $2::pg_catalog.int4`;
}

const ownedByPinned: Sql = sql`union all
  select 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid, n.nspowner from pg_catalog.pg_namespace n
  where n.nspowner = any ($1::pg_catalog.oid[]) and n.nspowner < 16384
  union all
  select 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, c.relowner from pg_catalog.pg_class c
  where c.relowner = any ($1::pg_catalog.oid[]) and c.relowner < 16384 and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  union all
  select 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, p.proowner from pg_catalog.pg_proc p
  where p.proowner = any ($1::pg_catalog.oid[]) and p.proowner < 16384`;

/** How much the roles of $1 own in other databases, which cannot be named from here. */
export const ownedElsewhere: Sql = sql`
select s.refobjid as owner, d.datname as database, pg_catalog.count(*) as count
from pg_catalog.pg_shdepend s
join pg_catalog.pg_database d on d.oid = s.dbid
where s.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and s.refobjid = any ($1::pg_catalog.oid[])
  and s.deptype = 'o' and d.datname <> pg_catalog.current_database()
group by s.refobjid, d.datname
order by d.datname, s.refobjid`;

/** The cluster's databases. `connectable`: CONNECT for the role ($1, its inherited groups and PUBLIC), and open (limit 0: to superusers only). */
export const accessDatabases: Sql = sql`
select d.oid, d.datname as name, d.datdba as owner, d.datistemplate as template,
  d.datallowconn and d.datconnlimit not in (0, -2) and pg_catalog.has_database_privilege($1::pg_catalog.oid, d.oid, 'CONNECT') as connectable
from pg_catalog.pg_database d
order by d.datname`;

/** Procedural languages with USAGE for $1 (oid[]) or PUBLIC, with the C function that runs them. */
export const accessLanguages: Sql = sql`
select l.oid, l.lanname as name, l.lanpltrusted as trusted, l.laninline <> 0 as inline, l.lanowner as owner,
  h.prosrc as handler, h.probin as library,
  (select pg_catalog.array_agg(distinct e.grantee)
    from pg_catalog.aclexplode(coalesce(l.lanacl, pg_catalog.acldefault('l', l.lanowner))) e
    where e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])) as "usableBy"
from pg_catalog.pg_language l
left join pg_catalog.pg_proc h on h.oid = l.lanplcallfoid
order by l.lanname`;

/** User mappings of the roles of $1 and of PUBLIC (umuser 0), by server and wrapper; options stay where they are. */
export const accessMappings: Sql = sql`
select m.umuser as grantee, m.srvid as server, m.srvname as name, f.fdwname as wrapper, h.prosrc as handler
from pg_catalog.pg_user_mappings m
join pg_catalog.pg_foreign_server s on s.oid = m.srvid
join pg_catalog.pg_foreign_data_wrapper f on f.oid = s.srvfdw
left join pg_catalog.pg_proc h on h.oid = f.fdwhandler
where m.umuser = 0 or m.umuser = any ($1::pg_catalog.oid[])
order by m.srvname, m.umuser`;

/** Event triggers that are not switched off, with their function. */
export const accessEventTriggers: Sql = sql`
select t.evtname as name, t.evtevent as event, t.evttags as tags, t.evtfoid as routine, t.evtowner as owner, p.prosecdef as definer, t.evtenabled as enabled,
  n.nspname as "routineSchema", p.proname as "routineName"
from pg_catalog.pg_event_trigger t
join pg_catalog.pg_proc p on p.oid = t.evtfoid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where t.evtenabled <> 'D'
order by t.evtname`;

export const accessExtensions: Sql = sql`
select x.extname as name, x.extversion as version, n.nspname as schema
from pg_catalog.pg_extension x join pg_catalog.pg_namespace n on n.oid = x.extnamespace
order by x.extname`;

/**
 * System relations that the roles of $1 or PUBLIC may read although initdb did not say so. information_schema is open to
 * all and made after initdb noted what it gave.
 *
 *     schema: pg_catalog | name: pg_authid | column: null | grantee: 0
 */
export const systemReads: Sql = sql`
select c.oid, n.nspname as schema, c.relname as name, c.relkind as kind, c.relowner as owner, s.attname as "column",
  e.grantee, e.grantor
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join lateral (
  select null::pg_catalog.name as attname, 0 as attnum, c.relacl as acl
  union all
  select t.attname, t.attnum, t.attacl from pg_catalog.pg_attribute t
  where t.attrelid = c.oid and t.attacl is not null and t.attnum > 0
) s
cross join lateral pg_catalog.aclexplode(s.acl) e
where c.oid < 16384 and n.nspname <> 'information_schema' and c.relkind in ('r', 'v', 'm') and e.privilege_type = 'SELECT' and e.grantee <> c.relowner
  and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[]))
  and not exists (
    select from pg_catalog.pg_init_privs i cross join lateral pg_catalog.aclexplode(i.initprivs) x
    where i.objoid = c.oid and i.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
      and i.objsubid in (0, s.attnum) and x.privilege_type = 'SELECT' and x.grantee in (0, e.grantee))
order by n.nspname, c.relname, s.attnum, e.grantee`;
