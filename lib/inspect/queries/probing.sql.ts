import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * For relations named by schema and name: how to try them, and whether planning a statement on them could run somebody's
 * code. Planning folds IMMUTABLE functions, estimates with STABLE ones and inlines those of language sql, in defaults,
 * policies, rules, index and statistics expressions, check constraints and partition keys, also of children and of what
 * a view reads. Functions of initdb have no row in pg_depend, so whatever is found there is somebody's own.
 * | oid   | schema | name   | kind | readable | settable | held | runsCode | foreign | busy | family |
 * | 16402 | public | orders | r    | {id,…}   | id       | {}   | f        | f       | f    | 1      |
 */
export const probingRelations: Sql = sql`
with recursive chosen as (
  select c.oid, pick.schema, pick.name, c.relkind, pick.n, r.oid as role,
    pg_catalog.pg_has_role(r.oid, c.relowner, 'USAGE') as owns, pg_catalog.pg_has_role(r.oid, s.nspowner, 'USAGE') as owns_schema
  from rows from (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
    with ordinality pick(schema, name, n)
  join pg_catalog.pg_namespace s on s.nspname = pick.schema
  join pg_catalog.pg_class c on c.relnamespace = s.oid and c.relname = pick.name
  join pg_catalog.pg_roles r on r.rolname = $3
), reached(root, oid) as (
  select oid, oid from chosen
  union
  select r.root, next.oid from reached r cross join lateral (
    select i.inhrelid as oid from pg_catalog.pg_inherits i where i.inhparent = r.oid
    union all
    select d.refobjid from pg_catalog.pg_rewrite w
    join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = w.oid
      and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
    where w.ev_class = r.oid and d.refobjid <> r.oid
  ) next
), part(root, class, oid) as (
  select root, 'pg_catalog.pg_class'::pg_catalog.regclass, oid from reached
  union all select r.root, 'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid
    from reached r cross join lateral (
      -- "offset 0" here and below: look-ups for each of the few, never a walk over all that the database has.
      select x.indexrelid from pg_catalog.pg_index x where x.indrelid = r.oid offset 0) i
  union all select r.root, 'pg_catalog.pg_attrdef'::pg_catalog.regclass, a.oid
    from reached r join pg_catalog.pg_attrdef a on a.adrelid = r.oid
  union all select r.root, 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid
    from reached r join pg_catalog.pg_policy p on p.polrelid = r.oid
  union all select r.root, 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid
    from reached r join pg_catalog.pg_rewrite w on w.ev_class = r.oid
  union all select r.root, 'pg_catalog.pg_constraint'::pg_catalog.regclass, c.oid
    from reached r cross join lateral (
      select k.oid from pg_catalog.pg_constraint k where k.conrelid = r.oid and k.contype = 'c' offset 0) c
  union all select r.root, 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, e.oid
    from reached r join pg_catalog.pg_statistic_ext e on e.stxrelid = r.oid
), used(root, routine) as (
  select p.root, d.refobjid from part p
  join pg_catalog.pg_depend d on d.classid = p.class and d.objid = p.oid
    and d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
  union
  select p.root, o.oprcode::pg_catalog.oid from part p
  join pg_catalog.pg_depend d on d.classid = p.class and d.objid = p.oid
    and d.refclassid = 'pg_catalog.pg_operator'::pg_catalog.regclass
  join pg_catalog.pg_operator o on o.oid = d.refobjid
  union
  select p.root, a.amproc::pg_catalog.oid from part p
  join pg_catalog.pg_depend d on d.classid = p.class and d.objid = p.oid
    and d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass
  join pg_catalog.pg_opclass k on k.oid = d.refobjid
  join pg_catalog.pg_amproc a on a.amprocfamily = k.opcfamily
  where not exists (select from pg_catalog.pg_depend e where e.classid = 'pg_catalog.pg_opclass'::pg_catalog.regclass
    and e.objid = k.oid and e.deptype = 'e')
), running as materialized (
  select distinct u.root from used u join pg_catalog.pg_proc f on f.oid = u.routine
  join pg_catalog.pg_language l on l.oid = f.prolang
  where f.provolatile <> 'v' or l.lanname = 'sql'
), replaced as materialized (
  select distinct r.root, case w.ev_type when '2' then 'update' when '3' then 'insert' else 'delete' end as action
  from reached r join pg_catalog.pg_rewrite w on w.ev_class = r.oid
  where w.ev_type in ('2', '3', '4') and w.is_instead and w.ev_qual = '<>' and w.ev_enabled not in ('D', 'R')
), locked as materialized (
  select distinct r.root from reached r join pg_catalog.pg_locks k on k.relation = r.oid
  where k.locktype = 'relation' and k.mode = 'AccessExclusiveLock' and k.database = (
    select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
)
select c.oid, c.schema, c.name, c.relkind as kind,
  array(select a.attname from pg_catalog.pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and (pg_catalog.has_table_privilege(c.role, c.oid, 'SELECT')
        or pg_catalog.has_column_privilege(c.role, c.oid, a.attnum, 'SELECT')) order by a.attnum) as readable,
  (select a.attname from pg_catalog.pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
    order by a.attnum limit 1) as settable,
  array_remove(array[
    case when pg_catalog.has_any_column_privilege(c.role, c.oid, 'INSERT') then 'insert' end,
    case when pg_catalog.has_any_column_privilege(c.role, c.oid, 'UPDATE') then 'update' end,
    case when pg_catalog.has_table_privilege(c.role, c.oid, 'DELETE') then 'delete' end,
    case when pg_catalog.has_table_privilege(c.role, c.oid, 'TRUNCATE') then 'truncate' end,
    case when c.owns then 'alter' end, case when c.owns or c.owns_schema then 'drop' end], null)
    || array(select x.action from replaced x where x.root = c.oid) as held,
  exists (select from running x where x.root = c.oid) as "runsCode",
  exists (select from reached x join pg_catalog.pg_class f on f.oid = x.oid
    where x.root = c.oid and f.relkind = 'f') as "foreign",
  exists (select from locked x where x.root = c.oid) as busy,
  (select pg_catalog.count(*) from reached x where x.root = c.oid) as family
from chosen c order by c.n`;

/**
 * What else is tried: where the role may not create, what it may not become, sequences it may not move.
 * | superuser | inRecovery | commandTriggers | createSchemas | createDatabase | temporary | sequences | roles | session |
 */
export const probingOthers: Sql = sql`
select r.rolsuper as superuser, pg_catalog.pg_is_in_recovery() as "inRecovery",
  array(select e.evtname from pg_catalog.pg_event_trigger e
    where e.evtevent = 'ddl_command_start' and e.evtenabled <> 'D' order by 1) as "commandTriggers",
  array(select s.nspname from pg_catalog.pg_namespace s
    where s.nspname = any ($2::pg_catalog.text[]) and not pg_catalog.has_schema_privilege(r.oid, s.oid, 'CREATE')
    order by s.nspname limit 100) as "closedSchemas",
  not pg_catalog.has_database_privilege(r.oid, d.oid, 'CREATE') as "closedDatabase",
  not pg_catalog.has_database_privilege(r.oid, d.oid, 'TEMPORARY') as "noTemporary",
  (select coalesce(pg_catalog.json_agg(q order by q.oid), '[]') from (
    select c.oid, s.nspname as schema, c.relname as name from pg_catalog.pg_sequence i
    join pg_catalog.pg_class c on c.oid = i.seqrelid
    join pg_catalog.pg_namespace s on s.oid = c.relnamespace
    where c.relkind = 'S' and c.relpersistence <> 't' and s.nspname = any ($2::pg_catalog.text[])
      and case when c.relkind = 'S' then not pg_catalog.has_sequence_privilege(r.oid, c.oid, 'USAGE, UPDATE') end
      and not exists (select from pg_catalog.pg_locks k where k.relation = c.oid and k.mode = 'AccessExclusiveLock')
    order by c.oid limit 20) q) as sequences,
  array(select o.rolname from pg_catalog.pg_roles o
    where not pg_catalog.pg_has_role(r.oid, o.oid, 'MEMBER')
    -- "offset 0" has it found by its role, which stops at the first, and not by its database, which has all of them.
    order by o.rolsuper desc, exists (select from (select w.deptype, w.dbid, w.classid from pg_catalog.pg_shdepend w
        where w.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and w.refobjid = o.oid offset 0) w
      where w.deptype = 'o' and w.dbid = d.oid and w.classid = 'pg_catalog.pg_class'::pg_catalog.regclass) desc, o.oid
    limit 5) as strangers,
  pg_catalog.json_build_object('name', session_user, 'versionNum', v.num,
    'mayBecome', pg_catalog.pg_has_role(session_user, r.oid, case when v.num >= 160000 then 'SET' else 'MEMBER' end)) as session
from pg_catalog.pg_roles r, pg_catalog.pg_database d,
  (select pg_catalog.current_setting('server_version_num')::pg_catalog.int4 as num) v
where r.rolname = $1 and d.datname = pg_catalog.current_database()`;
