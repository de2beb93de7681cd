import { type Sql, sql } from "../../postgres/sql.ts";
import type { RawAcl } from "../acl.ts";

/**
 * Each distinct ACL of a relation, exploded once: thousands of relations share a few. NULL is the built-in default,
 * which depends on the owner, so the owner is part of the key.
 *
 * { owner: 10, key: "{postgres=arwdDxt/postgres,=r/postgres}", acl: [["10", "0", "SELECT", false], …] }
 */
export const RELATION_ACLS: Sql = sql`
select a.relowner as owner, a.relacl::pg_catalog.text as key,
       (select pg_catalog.json_agg(pg_catalog.json_build_array(x.grantor, x.grantee, x.privilege_type, x.is_grantable)
                 order by x.grantee, x.privilege_type, x.grantor)
          from pg_catalog.aclexplode(coalesce(a.relacl, pg_catalog.acldefault('r', a.relowner))) x) as acl
  from (select distinct c.relowner, c.relacl
          from pg_catalog.pg_class c
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'v', 'm', 'f')
           and n.nspname !~ '^pg_' and n.nspname <> 'information_schema') a
 order by a.relowner, a.relacl::pg_catalog.text`;

export type RelationAclRow = { owner: number; key: string | null; acl: RawAcl | null };
