import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Restrictive policies that hold for a role of $1 by its name and that it can shake off: DROP OWNED BY takes a role out
 * of the policies that name it, and the whole policy with the last one (pg_shdepend, SHARED_DEPENDENCY_POLICY). Its own
 * grants go with them, so only what it reads by PUBLIC's or another role's SELECT is open then.
 *
 *     schema: public | name: orders | kind: r | policy: not_salaries
 */
export const removablePolicies: Sql = sql`
select n.nspname as schema, c.relname as name, c.relkind as kind, p.polname as policy
from pg_catalog.pg_policy p
join pg_catalog.pg_class c on c.oid = p.polrelid and c.relrowsecurity
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where not p.polpermissive and p.polcmd in ('r', '*') and not 0 = any (p.polroles)
  and p.polroles operator(pg_catalog.&&) $1::pg_catalog.oid[]
  and exists (
    select from pg_catalog.aclexplode(coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) e
    where e.privilege_type = 'SELECT' and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[]))
      and not e.grantee = any (p.polroles))
order by n.nspname, c.relname, p.polname`;
