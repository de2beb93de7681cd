import type { Client } from "./client.ts";
import { integer, join, literal, type Sql, sql } from "./sql.ts";

export type SessionFacts = {
  version: string;
  versionNum: number;
  pid: number;
  /** Until the guards were set, a statement could be cancelled after milliseconds. */
  hasty: boolean;
};

/**
 * What a session is set to before anything else: a role or database may carry settings (ALTER ROLE … SET) that change
 * what names mean, how values are printed, or how long a statement may hold others up. The number is the version that
 * knows the setting.
 */
const GUARDS: readonly (readonly [name: string, setting: string, since: number])[] = [
  ["search_path", "pg_catalog", 0],
  ["client_min_messages", "notice", 0],
  ["quote_all_identifiers", "off", 0],
  ["standard_conforming_strings", "on", 0],
  ["datestyle", "ISO, YMD", 0],
  ["intervalstyle", "postgres", 0],
  ["timezone", "UTC", 0],
  ["bytea_output", "hex", 0],
  ["extra_float_digits", "1", 0],
  ["jit", "off", 110_000],
  // We take one core of somebody's server, not three; and starting workers costs more than our reads.
  ["max_parallel_workers_per_gather", "0", 0],
  ["lock_timeout", "2s", 0],
  ["statement_timeout", "60s", 0],
  ["idle_in_transaction_session_timeout", "10s", 0],
  // Our admin's session waits while the new login is proven; each of our statements has an end of its own.
  ["idle_session_timeout", "0", 140_000],
  ["transaction_timeout", "0", 170_000],
  // 'set' or 'inherit' here would make CREATE ROLE also grant the new role to its creator (PG 16 docs, 20.11).
  ["createrole_self_grant", "", 160_000],
];

/**
 * Sets the guards and asks who answers, in one round trip. Behind a pooler (BackendKeyData names another process than
 * pg_backend_pid()) the settings are made for this one statement only, since the server session is shared: changing it
 * would change it for the customer's own applications.
 */
export async function guardSession(client: Pick<Client, "query">, backendPid: number): Promise<SessionFacts> {
  const { rows } = await client.query<{ before: string; version: string; version_num: string; pid: number }>(
    guardSql(backendPid),
  );
  const { before = "", version = "", version_num = "0", pid = 0 } = rows[0] ?? {};
  return { version, versionNum: Number(version_num), pid, hasty: before.endsWith("ms") };
}

/** Operators and functions are qualified: the search_path is not ours yet. */
function guardSql(backendPid: number): Sql {
  const settings = GUARDS.map(([name, value, since]) => sql`(${literal(name)}, ${literal(value)}, ${integer(since)})`);
  return sql`select pg_catalog.current_setting('statement_timeout') as before, pg_catalog.version() as version,
  pg_catalog.current_setting('server_version_num') as version_num,
  pg_catalog.pg_backend_pid() as pid,
  (select pg_catalog.count(pg_catalog.set_config(s.name, s.setting,
      pg_catalog.pg_backend_pid() operator(pg_catalog.<>) ${integer(backendPid)}))
    from (values ${join(settings)}) as s(name, setting, since)
    where s.since operator(pg_catalog.<=) pg_catalog.current_setting('server_version_num')::pg_catalog.int4) as settings`;
}
