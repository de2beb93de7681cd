import { type Sql, sql } from "../../postgres/sql.ts";
import type { RawAcl } from "../acl.ts";

/**
 * pg_default_acl: what each creator hands out on objects that it makes later. Schema 0 (null here): in every schema,
 * and the row replaces the built-in default; a row for one schema adds to it (docs, ALTER DEFAULT PRIVILEGES).
 *
 * { creator: 16385, schema: "public", object_type: "r", acl: [["16385", "16401", "SELECT", false]] }
 */
export const DEFAULT_PRIVILEGES: Sql = sql`
select d.defaclrole as creator, n.nspname as schema, d.defaclobjtype as object_type,
       (select pg_catalog.json_agg(pg_catalog.json_build_array(x.grantor, x.grantee, x.privilege_type, x.is_grantable)
                 order by x.grantee, x.privilege_type, x.grantor)
          from pg_catalog.aclexplode(d.defaclacl) x) as acl
  from pg_catalog.pg_default_acl d
  left join pg_catalog.pg_namespace n on n.oid = d.defaclnamespace
 order by d.defaclrole, n.nspname collate "C" nulls first, d.defaclobjtype`;

export type DefaultPrivilegeRow = { creator: number; schema: string | null; object_type: string; acl: RawAcl | null };
