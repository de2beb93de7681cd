import { type Sql, sql } from "../../postgres/sql.ts";
import type { RawAcl } from "../acl.ts";

/**
 * Column privileges of these relations ($1, oid[]); attacl has no built-in default but the empty one.
 *
 * { oid: 16390, column: "total", acl: [["10", "16401", "SELECT", false]] }
 */
export const COLUMN_ACLS: Sql = sql`
select t.attrelid as oid, t.attname as "column",
       (select pg_catalog.json_agg(pg_catalog.json_build_array(x.grantor, x.grantee, x.privilege_type, x.is_grantable)
                 order by x.grantee, x.privilege_type, x.grantor)
          from pg_catalog.aclexplode(t.attacl) x) as acl
  from pg_catalog.pg_attribute t
 where t.attrelid = any ($1::pg_catalog.oid[]) and t.attacl is not null and t.attnum > 0 and not t.attisdropped
 order by t.attrelid, t.attnum`;

export type ColumnAclRow = { oid: number; column: string; acl: RawAcl | null };
