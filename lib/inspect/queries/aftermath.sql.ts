import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * What in this database hangs on the role that signed in, asked of pg_shdepend first (which has a row for everybody who
 * stands in an ACL, but for the owner and the bootstrap superuser: aclchk.c, pg_shdepend.c), so that only those ACLs are
 * exploded. $1: the role that was made.
 *
 * { login: "ops", bootstrap: false, ownsDatabase: false, owns: false, granted: false, holds: true, hasDefaults: false,
 *   adminOfRole: true, grantedMembership: false }
 */
export const LOGIN_STANDING: Sql = sql`
with me as (
  select r.oid, r.rolname from pg_catalog.pg_roles r where r.rolname = session_user
), here as (
  select d.oid, d.datdba from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()
), named as (
  select s.dbid, s.classid, s.objid, s.objsubid
    from pg_catalog.pg_shdepend s cross join me
   where s.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and s.refobjid = me.oid and s.deptype = 'a'
), acls as (
  select d.datacl as acl
    from named s cross join here join pg_catalog.pg_database d on d.oid = s.objid
   where s.classid = 'pg_catalog.pg_database'::pg_catalog.regclass and s.objid = here.oid
  union all
  select n.nspacl
    from named s cross join here join pg_catalog.pg_namespace n on n.oid = s.objid
   where s.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and s.dbid = here.oid
     and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union all
  select case when s.objsubid = 0 then c.relacl else t.attacl end
    from named s cross join here
    join pg_catalog.pg_class c on c.oid = s.objid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_attribute t on t.attrelid = c.oid and t.attnum = s.objsubid and s.objsubid > 0
   where s.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and s.dbid = here.oid
     and c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
)
select me.rolname as login, me.oid = 10 as bootstrap, me.oid = here.datdba as "ownsDatabase",
       exists (select from pg_catalog.pg_namespace n
                where n.nspowner = me.oid and n.nspname !~ '^pg_' and n.nspname <> 'information_schema')
       or exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                   where c.relowner = me.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
                     and n.nspname !~ '^pg_' and n.nspname <> 'information_schema') as owns,
       exists (select from acls a cross join lateral pg_catalog.aclexplode(a.acl) x where x.grantor = me.oid) as granted,
       exists (select from acls a cross join lateral pg_catalog.aclexplode(a.acl) x where x.grantee = me.oid) as holds,
       exists (select from pg_catalog.pg_default_acl f
                where f.defaclrole = me.oid
                   or exists (select from pg_catalog.aclexplode(f.defaclacl) x where x.grantee = me.oid)) as "hasDefaults",
       exists (select from pg_catalog.pg_auth_members m join pg_catalog.pg_roles r on r.oid = m.roleid
                where m.member = me.oid and m.admin_option and r.rolname = $1) as "adminOfRole",
       exists (select from pg_catalog.pg_auth_members m where m.grantor = me.oid) as "grantedMembership"
  from me cross join here`;

/**
 * Relations of these schemas ($1, text[]) that are none of those known before ($2, oid[]) and that the role $3 cannot
 * read. Without partitions, which are read through their root, and what an extension made.
 *
 * { schema: "public", name: "later", kind: "r", owner: "app" }
 */
export const MADE_MEANWHILE: Sql = sql`
with fresh as materialized (
  select c.oid, c.relname, c.relnamespace, c.relkind, c.relowner
    from pg_catalog.pg_class c
   where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and c.oid >= 16384
     and not exists (select from pg_catalog.unnest($2::pg_catalog.oid[]) k(oid) where k.oid = c.oid)
)
select n.nspname as schema, c.relname as name, c.relkind as kind, pg_catalog.pg_get_userbyid(c.relowner) as owner
  from fresh c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_roles r on r.rolname = $3
 where n.nspname = any ($1::pg_catalog.text[])
   and not exists (select from pg_catalog.pg_depend d
                    where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.objsubid = 0
                      and d.deptype = 'e')
   and not pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT')
 order by n.nspname collate "C", c.relname collate "C"`;
