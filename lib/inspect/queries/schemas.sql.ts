import { type Sql, sql } from "../../postgres/sql.ts";
import type { RawAcl } from "../acl.ts";

/**
 * Every schema but the system's. `extension`: the one whose own schema it is, by pg_depend (deptype e: CREATE EXTENSION
 * made the schema) or by pg_extension.extnamespace where nothing of anybody else stands in it is decided by the reader.
 *
 * { oid: 2200, name: "public", owner: 6171, acl: [["6171", "6171", "CREATE", false], …], default_acl: false,
 *   grantable: true, extension: null }
 */
export const SCHEMAS: Sql = sql`
select n.oid, n.nspname as name, n.nspowner as owner, n.nspacl is null as default_acl,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE WITH GRANT OPTION') as grantable,
       (select e.extname
          from pg_catalog.pg_depend d
          join pg_catalog.pg_extension e on e.oid = d.refobjid
         where d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.objid = n.oid and d.deptype = 'e'
           and d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
         order by e.extname collate "C" limit 1) as extension,
       (select pg_catalog.json_agg(pg_catalog.json_build_array(x.grantor, x.grantee, x.privilege_type, x.is_grantable)
                 order by x.grantee, x.privilege_type, x.grantor)
          from pg_catalog.aclexplode(coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) x) as acl
  from pg_catalog.pg_namespace n
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
 order by n.nspname collate "C"`;

export type SchemaRow = {
  oid: number;
  name: string;
  owner: number;
  default_acl: boolean;
  grantable: boolean;
  extension: string | null;
  acl: RawAcl | null;
};
