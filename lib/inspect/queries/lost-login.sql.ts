import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Why a login that worked may not any more: the role of this name ($1), and the one that had this OID ($2) when it did.
 *
 *     name: lucien | same: true | login: false | expired: false | connects: true | connection_limit: 10
 */
export const LOST_LOGIN: Sql = sql`
select r.rolname as name, r.rolname = $1 as named, r.rolcanlogin as login,
       coalesce(r.rolvaliduntil < pg_catalog.clock_timestamp(), false) as expired,
       pg_catalog.has_database_privilege(r.oid, d.oid, 'CONNECT') as connects,
       r.rolconnlimit as connection_limit
  from pg_catalog.pg_roles r
 cross join (select b.oid from pg_catalog.pg_database b where b.datname = pg_catalog.current_database()) d
 where r.rolname = $1 or r.oid = $2
 order by r.rolname = $1 desc`;

export type LostLoginRow = {
  name: string;
  named: boolean;
  login: boolean;
  expired: boolean;
  connects: boolean;
  connection_limit: number;
};
