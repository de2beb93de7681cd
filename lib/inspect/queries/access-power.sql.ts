import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Whether the role of a row `r` of pg_roles could change anything here by itself: attributes, what it owns beside
 * routines, every grant to it that is more than reading and using. A fragment of other queries.
 */
export const rolePower: Sql = sql`(r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.oid < 16384
      or exists (select from pg_catalog.pg_database d where d.datdba = r.oid)
      or exists (select from pg_catalog.pg_shdepend s
        where s.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and s.refobjid = r.oid
          and s.dbid in (0, (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
          and (s.deptype = 'o' and s.classid <> 'pg_catalog.pg_proc'::pg_catalog.regclass
            or s.deptype = 'a' and case
              when s.classid = 'pg_catalog.pg_class'::pg_catalog.regclass then exists (
                select from pg_catalog.pg_class c cross join lateral pg_catalog.aclexplode(c.relacl) e
                where c.oid = s.objid and e.grantee = r.oid and (e.privilege_type <> 'SELECT' or e.is_grantable))
                or exists (
                select from pg_catalog.pg_attribute t cross join lateral pg_catalog.aclexplode(t.attacl) e
                where t.attrelid = s.objid and t.attacl is not null and e.grantee = r.oid
                  and (e.privilege_type <> 'SELECT' or e.is_grantable))
              when s.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass then exists (
                select from pg_catalog.pg_namespace n cross join lateral pg_catalog.aclexplode(n.nspacl) e
                where n.oid = s.objid and e.grantee = r.oid and (e.privilege_type <> 'USAGE' or e.is_grantable))
              when s.classid = 'pg_catalog.pg_database'::pg_catalog.regclass then exists (
                select from pg_catalog.pg_database d cross join lateral pg_catalog.aclexplode(d.datacl) e
                where d.oid = s.objid and e.grantee = r.oid
                  and (e.privilege_type not in ('CONNECT', 'TEMPORARY') or e.is_grantable))
              when s.classid in ('pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_language'::pg_catalog.regclass,
                'pg_catalog.pg_default_acl'::pg_catalog.regclass) then false
              else true end)))`;
