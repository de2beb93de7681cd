import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * How much there is to look at, as the bytes of pg_attribute, and which session asks: process and start tell it from any
 * other of any server.
 *
 * { bytes: "40960000", pid: 4711, since: "2026-11-23 12:00:00.123456+00" }
 */
export const CATALOG_SIZE: Sql = sql`
select pg_catalog.pg_relation_size('pg_catalog.pg_attribute'::pg_catalog.regclass)::pg_catalog.text as bytes,
       s.pid, s.backend_start::pg_catalog.text as since
  from pg_catalog.pg_stat_activity s
 where s.pid = pg_catalog.pg_backend_pid()`;

/**
 * In the transaction of a look: where pg_attribute has so many bytes ($1), others may enter its snapshot, and the columns
 * that are asked for here are a share of all (columns.sql.ts).
 *
 * { snapshot: "00000003-0000001B-1" }, or { snapshot: null }: all is asked for here
 */
export const SHARE_LOOK: Sql = sql`
select s.snapshot, pg_catalog.set_config('lucien_look.share', case when s.snapshot is null then '5' else '2' end, true)
  from (select case
          when pg_catalog.pg_relation_size('pg_catalog.pg_attribute'::pg_catalog.regclass) >= $1::pg_catalog.int8
          then pg_catalog.pg_export_snapshot() end as snapshot) s`;

/** Whether that session ($1, $2) is one of this very server and database: a name may lead to several. */
export const SAME_SERVER: Sql = sql`
select exists (
  select from pg_catalog.pg_stat_activity s
   where s.pid = $1 and s.backend_start = $2::pg_catalog.timestamptz and s.datname = pg_catalog.current_database()) as same`;

export type CatalogSizeRow = { bytes: string; pid: number; since: string };
export type ShareLookRow = { snapshot: string | null };
