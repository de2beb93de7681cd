import { type Sql, sql } from "../../postgres/sql.ts";
import { rolePower } from "./access-power.sql.ts";

/** Argument types by schema and name, so that the routine can be named exactly. */
export const argumentTypes: Sql = sql`coalesce((
    select pg_catalog.json_agg(pg_catalog.json_build_array(tn.nspname, t.typname) order by a.n)
    from pg_catalog.unnest(p.proargtypes::pg_catalog.oid[]) with ordinality a (oid, n)
    join pg_catalog.pg_type t on t.oid = a.oid join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace), '[]')`;

/**
 * Whether a routine `p` runs as code that no privilege binds: in C or in a language that is not trusted, and no extension
 * brought it.
 */
export const beyondPrivileges: Sql = sql`(p.oid >= 16384
      and p.prolang in (select l.oid from pg_catalog.pg_language l
        where l.lanname = 'c' or l.lanispl and not l.lanpltrusted)
      and not exists (select from pg_catalog.pg_depend d
        where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid and d.deptype = 'e'))`;

const candidates: Sql = sql`select p.oid from pg_catalog.pg_proc p where p.prosecdef or ${beyondPrivileges}`;

/** Whether there is any routine that accessRoutines would look at: planning that takes longer than to ask this. */
export const anyRoutines: Sql = sql`${candidates} limit 1`;

/**
 * Routines that run with other rights than the caller's (SECURITY DEFINER, wherever they stand, pg_catalog included) or
 * as code that no privilege binds, where a role of $1 or PUBLIC may execute them or something else runs them.
 * What their owners could do counts with what the owners inherit, or may give themselves (SET ROLE is refused inside).
 */
export function accessRoutines(versionNum: number): Sql {
  const sqlBody: Sql = versionNum >= 140000 ? sql`p.prosqlbody::pg_catalog.text` : sql`null::pg_catalog.text`;
  const inherits: Sql =
    versionNum >= 160000 ? sql`(m.inherit_option or m.admin_option)` : sql`(r.rolinherit or m.admin_option)`;
  return sql`
with recursive candidates as materialized (
  ${candidates}
), owner_is (owner, role) as (
  select p.proowner, p.proowner from candidates k join pg_catalog.pg_proc p on p.oid = k.oid
  union
  select o.owner, m.roleid from owner_is o join pg_catalog.pg_auth_members m on m.member = o.role
  join pg_catalog.pg_roles r on r.oid = m.member where ${inherits}
), powers as materialized (
  select o.owner,
    pg_catalog.bool_or(r.rolsuper) as superuser,
    pg_catalog.bool_or(${rolePower}) as writes
  from owner_is o join pg_catalog.pg_roles r on r.oid = o.role
  group by o.owner
), sources as materialized (
  select p.oid, pg_catalog.sum(pg_catalog.length(p.prosrc)) over (order by p.oid) as so_far
  from candidates k join pg_catalog.pg_proc p on p.oid = k.oid
)
select p.oid, n.nspname as schema, p.pronamespace as "schemaOid", p.proname as name,
  pg_catalog.pg_get_function_identity_arguments(p.oid) as signature, ${argumentTypes} as "argumentTypes",
  p.prokind as kind, l.lanname as language, l.lanispl and not l.lanpltrusted as untrusted,
  case when s.so_far < 67108864 then p.prosrc end as source, p.probin as library, ${sqlBody} as "sqlBody",
  p.provolatile as volatility, p.prosecdef as definer, coalesce(p.proconfig, '{}') as config,
  p.proowner as owner, o.rolname as "ownerName",
  case when w.superuser then 'superuser' when w.writes then 'writes' else 'none' end as "ownerPower",
  p.prorettype::pg_catalog.regtype::pg_catalog.text as returns,
  2281 = any (p.proargtypes::pg_catalog.oid[]) as "takesInternal",
  (select x.extname from pg_catalog.pg_depend d join pg_catalog.pg_extension x on x.oid = d.refobjid
    where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid and d.deptype = 'e'
      and d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass limit 1) as extension,
  p.oid < 16384 as "builtIn",
  coalesce(g.grantees, '{}') as "executableBy", coalesce(g.holders, '{}') as holders, coalesce(g.grants, '[]') as grants
from sources s
join pg_catalog.pg_proc p on p.oid = s.oid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
join pg_catalog.pg_language l on l.oid = p.prolang
join pg_catalog.pg_roles o on o.oid = p.proowner
join powers w on w.owner = p.proowner
cross join lateral (
  select pg_catalog.array_agg(distinct e.grantee) filter (where e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[]))
      as grantees,
    pg_catalog.json_agg(pg_catalog.json_build_array(e.grantee::pg_catalog.int8, e.grantor::pg_catalog.int8, e.is_grantable)
      order by e.grantee, e.grantor) filter (where e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])) as grants,
    pg_catalog.array_agg(distinct e.grantee) filter (where e.grantee <> 0) as holders
  from pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) e
  where e.privilege_type = 'EXECUTE'
) g
order by n.nspname, p.proname, p.oid`;
}

/**
 * EXECUTE held by a role of $1 or PUBLIC on what initdb or an extension shipped without it, and on what schedules
 * jobs; and what stands for a
 * built-in that they may not execute under its own name: copies made with LANGUAGE internal, aggregates, whose support
 * functions are checked against the aggregate's owner.
 *
 *     name: pg_read_file | signature: text | grantee: 0 | symbol: pg_read_file_all | wrapper: false
 */
export const sensitiveRoutines: Sql = sql`
with member as materialized (
  select d.objid as oid, x.extname
  from pg_catalog.pg_depend d join pg_catalog.pg_extension x on x.oid = d.refobjid
  where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.deptype = 'e'
    and d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
), found as (
  select p.oid, e.grantee, e.grantor, m.extname as extension, p.proname::pg_catalog.text as symbol, false as wrapper
  from pg_catalog.pg_proc p
  left join member m on m.oid = p.oid
  cross join lateral pg_catalog.aclexplode(p.proacl) e
  where p.proacl is not null and (p.oid < 16384 or m.oid is not null) and e.grantee <> p.proowner
    and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[]))
    and not exists (
      select from pg_catalog.aclexplode(coalesce((
        select i.initprivs from pg_catalog.pg_init_privs i
        where i.objoid = p.oid and i.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass and i.objsubid = 0),
        pg_catalog.acldefault('f', p.proowner))) s
      where s.grantee in (0, e.grantee))
  union
  select p.oid, e.grantee, e.grantor, null, b.proname::pg_catalog.text, true
  from pg_catalog.pg_proc p
  join pg_catalog.pg_language l on l.oid = p.prolang and l.lanname = 'internal'
  join pg_catalog.pg_proc b on b.oid < 16384 and b.prosrc = p.prosrc and b.prolang = p.prolang
  cross join lateral pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) e
  where p.oid >= 16384 and not p.prosecdef
    and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[]))
    and not exists (select from pg_catalog.aclexplode(coalesce(b.proacl, pg_catalog.acldefault('f', b.proowner))) a
      where a.grantee = 0 or a.grantee = any ($1::pg_catalog.oid[]))
  union
  select p.oid, e.grantee, e.grantor, null, b.proname::pg_catalog.text, true
  from pg_catalog.pg_aggregate g
  join pg_catalog.pg_proc p on p.oid = g.aggfnoid
  join pg_catalog.pg_proc b on b.oid in (g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggserialfn, g.aggdeserialfn,
    g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn) and not b.prosecdef and b.proacl is not null
  left join member m on m.oid = b.oid
  cross join lateral pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) e
  where p.oid >= 16384 and (b.oid < 16384 or m.oid is not null)
    and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[]))
    and pg_catalog.has_function_privilege(p.proowner, b.oid, 'EXECUTE')
    and not exists (select from pg_catalog.aclexplode(b.proacl) a
      where a.grantee = 0 or a.grantee = any ($1::pg_catalog.oid[]))
  union
  -- Schedulers are shipped open: who gets into their schema leaves jobs that run when it has gone.
  select p.oid, e.grantee, e.grantor, m.extname, p.proname::pg_catalog.text, false
  from member m
  join pg_catalog.pg_proc p on p.oid = m.oid
  cross join lateral pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) e
  where m.extname in ('pg_cron', 'timescaledb') and p.proname in ('schedule', 'schedule_in_database', 'alter_job', 'add_job')
    and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])) and e.grantee <> p.proowner
)
select p.oid, n.nspname as schema, p.pronamespace as "schemaOid", p.proname as name,
  pg_catalog.pg_get_function_identity_arguments(p.oid) as signature, ${argumentTypes} as "argumentTypes",
  p.proowner as owner, f.grantee, f.grantor,
  f.extension, f.symbol, f.wrapper,
  case when f.grantee = 0 then coalesce((select pg_catalog.array_agg(distinct h.grantee)
    from pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) h where h.grantee <> 0), '{}')
    else '{}' end as holders
from found f
join pg_catalog.pg_proc p on p.oid = f.oid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
order by schema, name, signature, f.grantee, f.grantor`;

/** Which of PostgreSQL's large object functions a role of $1 or PUBLIC may execute. */
export const largeObjectRoutines: Sql = sql`
select p.proname as name, pg_catalog.array_agg(distinct e.grantee) as grantees
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
cross join lateral pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) e
where n.nspname = 'pg_catalog' and p.oid < 16384
  and p.proname in ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lowrite', 'lo_truncate', 'lo_truncate64',
    'lo_unlink', 'lo_import', 'lo_open')
  and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[]))
group by p.proname
order by name`;
