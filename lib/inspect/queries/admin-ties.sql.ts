import { sql } from "../../postgres/sql.ts";

/**
 * What in the whole cluster hangs on the role that signed in (pg_shdepend keeps one row for each object a role owns or
 * stands in the ACL of, as grantor or grantee; every role may read it). `database` null: shared objects.
 *
 *     database | owned | in_acls
 *     crm      |     2 |       5
 */
export const ADMIN_TIES = sql`
select b.datname as database,
       pg_catalog.count(*) filter (where d.deptype = 'o')::pg_catalog.int4 as owned,
       pg_catalog.count(*) filter (where d.deptype <> 'o')::pg_catalog.int4 as in_acls
  from pg_catalog.pg_shdepend d
  join pg_catalog.pg_roles r on r.oid = d.refobjid
  left join pg_catalog.pg_database b on b.oid = d.dbid
 where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and r.rolname = session_user
 group by b.datname
 order by b.datname collate "C"`;

export type AdminTieRow = { database: string | null; owned: number; in_acls: number };
