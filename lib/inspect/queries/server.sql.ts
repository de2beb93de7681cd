import { type Sql, sql } from "../../postgres/sql.ts";
import type { RawAcl } from "../acl.ts";

/**
 * The server, and the one database that is looked at. `default_transaction_read_only` is taken as the session was
 * given it (reset_val), since our own sessions set it.
 *
 * { taken_at: "2026-11-23T12:00:00.000Z", version_num: 170010, in_recovery: false, password_encryption: "scram-sha-256",
 *   read_only: false, ssl: true, block_size: 8192, current_role: 10, database_oid: 16384, database_name: "shop",
 *   database_owner: 10, connection_limit: -1, acl: [["10", "0", "CONNECT", false], …], default_acl: true, … }
 */
export const SERVER: Sql = sql`
select pg_catalog.to_char(pg_catalog.timezone('UTC', pg_catalog.transaction_timestamp()), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as taken_at,
       pg_catalog.current_setting('server_version_num')::pg_catalog.int4 as version_num,
       pg_catalog.version() as version,
       pg_catalog.pg_is_in_recovery() as in_recovery,
       pg_catalog.current_setting('password_encryption') as password_encryption,
       coalesce((select s.reset_val = 'on' from pg_catalog.pg_settings s where s.name = 'default_transaction_read_only'), false) as read_only,
       coalesce((select l.ssl from pg_catalog.pg_stat_ssl l where l.pid = pg_catalog.pg_backend_pid()), false) as ssl,
       pg_catalog.current_setting('block_size')::pg_catalog.int4 as block_size,
       (select r.oid from pg_catalog.pg_roles r where r.rolname = current_user) as current_role_oid,
       session_user::pg_catalog.text as session_role,
       d.oid as database_oid,
       d.datname as database_name,
       d.datdba as database_owner,
       d.datconnlimit as connection_limit,
       d.datacl is null as default_acl,
       (select pg_catalog.json_agg(pg_catalog.json_build_array(x.grantor, x.grantee, x.privilege_type, x.is_grantable)
                 order by x.grantee, x.privilege_type, x.grantor)
          from pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) x) as acl
  from pg_catalog.pg_database d
 where d.datname = pg_catalog.current_database()`;

export type ServerRow = {
  taken_at: string;
  version_num: number;
  version: string;
  in_recovery: boolean;
  password_encryption: string;
  read_only: boolean;
  ssl: boolean;
  block_size: number;
  current_role_oid: number;
  session_role: string;
  database_oid: number;
  database_name: string;
  database_owner: number;
  connection_limit: number;
  default_acl: boolean;
  acl: RawAcl | null;
};
