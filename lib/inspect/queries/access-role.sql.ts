import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Who is looked at, where. $1: the role's name or null. `unreadable`: system relations closed to this session;
 * `foreignTables`: there may be some (the size of a catalog may be known without reading it).
 *
 *     role: 16385 | versionNum: 170010 | databaseOid: 16384 | databaseName: shop | ownSession: true | foreignTables: false
 */
export const accessServer: Sql = sql`
select (select r.oid from pg_catalog.pg_roles r where r.rolname = $1::pg_catalog.name) as role,
  pg_catalog.current_setting('server_version_num')::pg_catalog.int4 as "versionNum",
  pg_catalog.pg_is_in_recovery() as "inRecovery",
  d.oid as "databaseOid",
  d.datname as "databaseName",
  d.datdba as "databaseOwner",
  session_user = $1::pg_catalog.name as "ownSession",
  pg_catalog.current_setting('allow_system_table_mods') = 'on' as "allowSystemTableMods",
  pg_catalog.current_setting('lo_compat_privileges') = 'on' as "loCompatPrivileges",
  pg_catalog.current_setting('password_encryption') as "passwordEncryption",
  pg_catalog.current_setting('max_prepared_transactions')::pg_catalog.int4 as "maxPreparedTransactions",
  pg_catalog.pg_relation_size('pg_catalog.pg_foreign_table'::pg_catalog.regclass) > 0 as "foreignTables",
  (select coalesce(pg_catalog.array_agg(c.relname), '{}') from pg_catalog.pg_class c
    where c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace and c.relkind in ('r', 'v') and c.oid < 16384
      and not pg_catalog.has_table_privilege(c.oid, 'SELECT')) as unreadable
from pg_catalog.pg_database d
where d.datname = pg_catalog.current_database()`;

/** Every role: they are few, readable to everybody, and both the closure and the losers need them. */
export const accessRoles: Sql = sql`
select r.oid, r.rolname as name, r.rolsuper as superuser, r.rolinherit as inherit, r.rolcreaterole as "createRole",
  r.rolcreatedb as "createDb", r.rolcanlogin as login, r.rolreplication as replication, r.rolbypassrls as "bypassRls",
  r.rolconnlimit as "connectionLimit", r.rolvaliduntil::pg_catalog.text as "validUntil"
from pg_catalog.pg_roles r
order by r.oid`;

/** Every membership, one row a pair: since 16 several grantors may have given different options. */
export function accessMemberships(versionNum: number): Sql {
  const options: Sql =
    versionNum >= 160000
      ? sql`pg_catalog.bool_or(m.inherit_option) as inherit, pg_catalog.bool_or(m.set_option) as set`
      : sql`pg_catalog.bool_or(r.rolinherit) as inherit, true as set`;
  return sql`
select m.roleid as role, m.member, pg_catalog.bool_or(m.admin_option) as admin, ${options},
  pg_catalog.array_agg(distinct m.grantor) as grantors,
  exists (select from pg_catalog.pg_auth_members d where d.roleid = m.roleid and d.grantor = m.member) as "handedOn"
from pg_catalog.pg_auth_members m
join pg_catalog.pg_roles r on r.oid = m.member
group by m.roleid, m.member
order by m.roleid, m.member`;
}

/**
 * What the role's sessions here start with, strongest first (src/backend/utils/init/postinit.c, process_settings).
 * $1: the role's name or null.
 *
 *     name: statement_timeout | value: 60s | from: role
 */
export const accessSettings: Sql = sql`
select pg_catalog.split_part(s.entry, '=', 1) as name,
  pg_catalog.substr(s.entry, pg_catalog.strpos(s.entry, '=') + 1) as value,
  case when s.setrole <> 0 and s.setdatabase <> 0 then 'role-in-database' when s.setrole <> 0 then 'role'
    when s.setdatabase <> 0 then 'database' else 'all' end as "from"
from (
  select c.setrole, c.setdatabase, pg_catalog.unnest(c.setconfig) as entry
  from pg_catalog.pg_db_role_setting c
  where c.setrole in (0, coalesce((select r.oid from pg_catalog.pg_roles r where r.rolname = $1::pg_catalog.name), 0))
    and c.setdatabase in (0, (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
) s
order by (s.setrole <> 0 and s.setdatabase <> 0) desc, (s.setrole <> 0) desc, (s.setdatabase <> 0) desc, name`;

const byColumn: Sql = sql`coalesce(pg_catalog.array_agg(distinct t.attrelid), '{}') as relations,
  coalesce(pg_catalog.array_agg(distinct t.attrelid) filter (where exists (select from pg_catalog.aclexplode(t.attacl) e
    where e.privilege_type <> 'SELECT' or e.is_grantable)), '{}') as beyond`;

/**
 * Relations with a privilege on a single column, and those where it is more than plain SELECT. Asked once, since it reads
 * all of pg_attribute; the others take it.
 */
export const columnAcls: Sql = sql`
select ${byColumn}
from pg_catalog.pg_attribute t
where t.attacl is not null and t.attnum > 0 and not t.attisdropped`;

/** The same, of what a look at the tables and views outside of the system's schemas leaves out. */
export const otherColumnAcls: Sql = sql`
select ${byColumn}
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute t on t.attrelid = c.oid
where (c.relkind = 'S' or c.relkind in ('r', 'p', 'v', 'm', 'f')
    and (n.nspname ~ '^pg_' or n.nspname = 'information_schema'))
  and t.attacl is not null and t.attnum > 0 and not t.attisdropped`;
