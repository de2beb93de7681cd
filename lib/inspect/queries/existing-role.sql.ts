import { type Sql, sql } from "../../postgres/sql.ts";
import type { HeldSequence } from "../snapshot.ts";

/**
 * The role of the given name ($1), where it exists: its comment, its settings everywhere (ALTER ROLE … SET) and in this
 * database, what it owns, and what it may change of sequences by itself. pg_shdepend lists owned objects of every database (deptype o; dbid 0 is a shared object);
 * those of other databases cannot be described from here, so they are counted.
 *
 * { oid: 16401, comment: "lucien-readonly/1", settings: ["statement_timeout=60s"], database_settings: [],
 *   owns: ["table public.notes", "2 objects in database \"other\""] }
 */
export const EXISTING_ROLE: Sql = sql`
select r.oid,
       pg_catalog.shobj_description(r.oid, 'pg_authid') as comment,
       coalesce((select s.setconfig from pg_catalog.pg_db_role_setting s where s.setrole = r.oid and s.setdatabase = 0), '{}') as settings,
       coalesce((select s.setconfig from pg_catalog.pg_db_role_setting s where s.setrole = r.oid and s.setdatabase = here.oid), '{}') as database_settings,
       coalesce((select pg_catalog.array_agg(o.text order by o.elsewhere, o.text collate "C")
          from (select pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) as text, false as elsewhere
                  from (select * from pg_catalog.pg_shdepend d
                         where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and d.refobjid = r.oid
                           and d.deptype = 'o' and d.dbid in (0, here.oid)
                         order by d.dbid, d.classid, d.objid limit 50) d
                union all
                select pg_catalog.concat(pg_catalog.count(*), ' objects in database ', pg_catalog.quote_ident(b.datname)), true
                  from pg_catalog.pg_shdepend d join pg_catalog.pg_database b on b.oid = d.dbid
                 where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and d.refobjid = r.oid
                   and d.deptype = 'o' and d.dbid <> here.oid
                 group by b.datname) o), '{}') as owns,
       coalesce((select pg_catalog.json_agg(q order by q.schema, q.name, q.grantor, q.grantable)
          from (select n.nspname as schema, c.relname as name, pg_catalog.pg_get_userbyid(c.relowner) as owner,
                       pg_catalog.pg_get_userbyid(a.grantor) as grantor, a.is_grantable as grantable,
                       pg_catalog.array_agg(a.privilege_type order by a.privilege_type) as privileges
                  from pg_catalog.pg_shdepend d
                  join pg_catalog.pg_class c on c.oid = d.objid and c.relkind = 'S'
                  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                 cross join lateral pg_catalog.aclexplode(c.relacl) a
                 where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and d.refobjid = r.oid and d.deptype = 'a'
                   and d.dbid = here.oid and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid = 0
                   and a.grantee = r.oid and a.privilege_type in ('USAGE', 'UPDATE')
                 group by n.nspname, c.relname, c.relowner, a.grantor, a.is_grantable) q), '[]') as sequences
  from pg_catalog.pg_roles r
 cross join (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()) here
 where r.rolname = $1`;

export type ExistingRoleRow = {
  oid: number;
  comment: string | null;
  settings: string[];
  database_settings: string[];
  owns: string[];
  sequences: HeldSequence[];
};
