import { type Sql, sql } from "../../postgres/sql.ts";
import { rolePower } from "./access-power.sql.ts";

/** Whether this session may look at password hashes (superuser, or SELECT on both columns). */
export const sessionReadsHashes: Sql = sql`
select pg_catalog.has_column_privilege('pg_catalog.pg_authid', 'rolname', 'SELECT')
  and pg_catalog.has_column_privilege('pg_catalog.pg_authid', 'rolpassword', 'SELECT') as may`;

/**
 * Logins whose password is kept as an MD5 hash, which is as good as the password, and that could change something; and
 * how many keep a SCRAM verifier. $1: the role itself. Only the kind of hash leaves the server.
 */
export const passwordHashes: Sql = sql`
select coalesce(pg_catalog.array_agg(r.rolname order by r.rolname)
    filter (where a.rolpassword like 'md5%' and ${rolePower}), '{}') as md5,
  (pg_catalog.count(*) filter (where a.rolpassword like 'SCRAM-SHA-256$%'))::pg_catalog.int4 as scram
from pg_catalog.pg_roles r
join pg_catalog.pg_authid a on a.rolname = r.rolname
where r.rolcanlogin and a.rolpassword is not null and r.oid <> $1::pg_catalog.oid`;
