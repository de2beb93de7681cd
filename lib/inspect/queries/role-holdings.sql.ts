import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * What ties the role $1 to the databases of the cluster: one row for each that holds something of it (pg_shdepend, which
 * every role may read), objects it owns counted apart. What REASSIGN OWNED passes over does not count as owned: default
 * privileges and user mappings (shdepend.c, shdepReassignOwned).
 *
 *     database: crm | ties: 5 | owned: 0 | enterable: true
 */
export const ROLE_DATABASES: Sql = sql`
select b.datname as database, pg_catalog.count(*)::pg_catalog.int4 as ties,
       pg_catalog.count(*) filter (where d.deptype = 'o' and d.classid not in
         ('pg_catalog.pg_default_acl'::pg_catalog.regclass, 'pg_catalog.pg_user_mapping'::pg_catalog.regclass))::pg_catalog.int4 as owned,
       b.datallowconn and pg_catalog.has_database_privilege(b.oid, 'CONNECT') as enterable
  from pg_catalog.pg_shdepend d
  join pg_catalog.pg_roles r on r.oid = d.refobjid
  join pg_catalog.pg_database b on b.oid = d.dbid
 where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and r.rolname = $1
 group by b.oid, b.datname, b.datallowconn
 order by b.datname collate "C"`;

export type RoleDatabaseRow = { database: string; ties: number; owned: number; enterable: boolean };

/**
 * What the role $1 owns in this database, and of the shared objects, described by the server; temporary objects of its
 * sessions are not counted, they go with those.
 */
export const ROLE_OWNS: Sql = sql`
select pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) as text, d.dbid = 0 as shared
  from pg_catalog.pg_shdepend d
  join pg_catalog.pg_roles r on r.oid = d.refobjid
 cross join lateral pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) i
 where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and r.rolname = $1 and d.deptype = 'o'
   and d.dbid in (0, (select b.oid from pg_catalog.pg_database b where b.datname = pg_catalog.current_database()))
   and d.classid not in ('pg_catalog.pg_default_acl'::pg_catalog.regclass, 'pg_catalog.pg_user_mapping'::pg_catalog.regclass)
   and coalesce(i.schema, '') !~ '^pg_temp'
 order by d.dbid, d.classid, d.objid
 limit 200`;

/** What is neither a privilege nor owned, and still names the role $1 here: policies. Described by the server. */
export const ROLE_NAMED_IN: Sql = sql`
select pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) as text
  from pg_catalog.pg_shdepend d
  join pg_catalog.pg_roles r on r.oid = d.refobjid
 where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and r.rolname = $1 and d.deptype not in ('a', 'o', 'i')
   and d.dbid in (0, (select b.oid from pg_catalog.pg_database b where b.datname = pg_catalog.current_database()))
 order by d.classid, d.objid`;

/** From 16 on: who holds ADMIN on a role by name may lend itself its rights, with a row of its own or in one that is there. */
const BORROWABLE: Sql = sql`(select case when pg_catalog.bool_or(m.grantor = w.oid) then 'existing' else 'new' end
    from pg_catalog.pg_auth_members m
    join pg_catalog.pg_roles w on w.oid = m.member and w.rolname = current_user
    join pg_catalog.pg_roles g on g.oid = m.roleid and not g.rolsuper
    where m.roleid = e.grantor having pg_catalog.bool_or(m.admin_option))`;

/**
 * Every privilege that the role $1 was given in this database and on what is shared, and those it gave to others: one row
 * a grantor, grantee and object. Only the objects that pg_shdepend ties to it are looked at.
 *
 *     type: table | schema: public | name: orders | grantor: app | grantee: lucien | privileges: {SELECT} | mine: true
 */
export function roleHoldingsQuery(versionNum: number): Sql {
  const parameters: Sql =
    versionNum >= 150_000
      ? sql`union all select 'parameter', p.oid, null, p.parname, null, null, 10::pg_catalog.oid, p.paracl
  from tied t join pg_catalog.pg_parameter_acl p on p.oid = t.objid
 where t.classid = 'pg_catalog.pg_parameter_acl'::pg_catalog.regclass`
      : sql``;
  const set: Sql = versionNum >= 160_000 ? sql`'SET'` : sql`'MEMBER'`;
  const borrow: Sql = versionNum >= 160_000 ? BORROWABLE : sql`null`;
  return sql`
with me as materialized (select r.oid from pg_catalog.pg_roles r where r.rolname = $1
), tied as materialized (
  select distinct d.classid, d.objid, d.objsubid
  from pg_catalog.pg_shdepend d, me
  where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and d.refobjid = me.oid and d.deptype = 'a'
    and d.dbid in (0, (select b.oid from pg_catalog.pg_database b where b.datname = pg_catalog.current_database()))
), objects (type, oid, schema, name, "column", arguments, owner, acl) as (
  select case c.relkind when 'S' then 'sequence' else 'table' end, c.oid, n.nspname::pg_catalog.text,
    c.relname::pg_catalog.text, null::pg_catalog.text, null::pg_catalog.json, c.relowner, c.relacl
  from tied t join pg_catalog.pg_class c on c.oid = t.objid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where t.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and t.objsubid = 0
  union all select 'column', c.oid, n.nspname, c.relname, a.attname, null, c.relowner, a.attacl
  from tied t join pg_catalog.pg_class c on c.oid = t.objid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = t.objsubid
  where t.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and t.objsubid <> 0
  union all select 'schema', n.oid, null, n.nspname, null, null, n.nspowner, n.nspacl
  from tied t join pg_catalog.pg_namespace n on n.oid = t.objid
  where t.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
  union all select 'database', d.oid, null, d.datname, null, null, d.datdba, d.datacl
  from tied t join pg_catalog.pg_database d on d.oid = t.objid
  where t.classid = 'pg_catalog.pg_database'::pg_catalog.regclass
  union all select 'routine', p.oid, n.nspname, p.proname, null,
    (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(x.nspname, y.typname) order by g.at), '[]')
       from pg_catalog.unnest(p.proargtypes::pg_catalog.oid[]) with ordinality g (oid, at)
       join pg_catalog.pg_type y on y.oid = g.oid join pg_catalog.pg_namespace x on x.oid = y.typnamespace), p.proowner, p.proacl
  from tied t join pg_catalog.pg_proc p on p.oid = t.objid join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where t.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
  union all select 'type', y.oid, n.nspname, y.typname, null, null, y.typowner, y.typacl
  from tied t join pg_catalog.pg_type y on y.oid = t.objid join pg_catalog.pg_namespace n on n.oid = y.typnamespace
  where t.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
  union all select 'language', l.oid, null, l.lanname, null, null, l.lanowner, l.lanacl
  from tied t join pg_catalog.pg_language l on l.oid = t.objid
  where t.classid = 'pg_catalog.pg_language'::pg_catalog.regclass
  union all select 'foreign-server', s.oid, null, s.srvname, null, null, s.srvowner, s.srvacl
  from tied t join pg_catalog.pg_foreign_server s on s.oid = t.objid
  where t.classid = 'pg_catalog.pg_foreign_server'::pg_catalog.regclass
  union all select 'foreign-data-wrapper', f.oid, null, f.fdwname, null, null, f.fdwowner, f.fdwacl
  from tied t join pg_catalog.pg_foreign_data_wrapper f on f.oid = t.objid
  where t.classid = 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass
  union all select 'tablespace', s.oid, null, s.spcname, null, null, s.spcowner, s.spcacl
  from tied t join pg_catalog.pg_tablespace s on s.oid = t.objid
  where t.classid = 'pg_catalog.pg_tablespace'::pg_catalog.regclass
  union all select 'large-object', l.oid, null, l.oid::pg_catalog.text, null, null, l.lomowner, l.lomacl
  from tied t join pg_catalog.pg_largeobject_metadata l on l.oid = t.objid
  where t.classid = 'pg_catalog.pg_largeobject'::pg_catalog.regclass
  ${parameters}
)
select o.type, o.oid, o.schema, o.name, o."column", o.arguments,
  pg_catalog.pg_get_userbyid(o.owner)::pg_catalog.text as owner, pg_catalog.pg_has_role(o.owner, 'USAGE') as "actsAsOwner",
  pg_catalog.pg_get_userbyid(e.grantor)::pg_catalog.text as grantor,
  pg_catalog.pg_has_role(session_user, e.grantor, ${set}) as "maySetGrantor",
  ${borrow} as borrow,
  case e.grantee when 0 then null else pg_catalog.pg_get_userbyid(e.grantee)::pg_catalog.text end as grantee,
  e.grantee = me.oid as mine, e.privileges, e.lost
from objects o cross join me
cross join lateral (
  select x.grantor, x.grantee, pg_catalog.array_agg(x.privilege_type order by x.privilege_type) as privileges,
    coalesce(pg_catalog.array_agg(x.privilege_type order by x.privilege_type) filter (where not exists (
      select from pg_catalog.aclexplode(o.acl) y where y.grantee = x.grantee and y.privilege_type = x.privilege_type
        and y.grantor <> me.oid)), '{}') as lost
  from pg_catalog.aclexplode(o.acl) x where me.oid in (x.grantee, x.grantor)
  group by x.grantor, x.grantee
) e
order by o.type, o.schema collate "C", o.name collate "C", o."column" collate "C", o.oid, e.grantor, e.grantee`;
}

export type RoleHolding = {
  type: HoldingType;
  oid: number;
  schema: string | null;
  name: string;
  column: string | null;
  /** Schema and name of each argument's type, for a routine. */
  arguments: [string, string][] | null;
  owner: string;
  /** We have the owner's rights now. */
  actsAsOwner: boolean;
  grantor: string;
  /** We may SET ROLE to the grantor. */
  maySetGrantor: boolean;
  /** We may lend ourselves the grantor's rights: in a row of our own that is there, or a new one. */
  borrow: "existing" | "new" | null;
  /** null is PUBLIC. */
  grantee: string | null;
  /** Held by the role; else it gave this to the grantee. */
  mine: boolean;
  privileges: string[];
  /** Of those, what the grantee holds by no other grant. */
  lost: string[];
};

export type HoldingType =
  | "table"
  | "sequence"
  | "column"
  | "schema"
  | "database"
  | "routine"
  | "type"
  | "language"
  | "foreign-server"
  | "foreign-data-wrapper"
  | "tablespace"
  | "large-object"
  | "parameter";
