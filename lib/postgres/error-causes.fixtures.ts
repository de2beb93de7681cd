import { type Client, type Target, withClient } from "./client.ts";
import { integer, sql } from "./sql.ts";

/** Statements that Postgres refuses, by whom, and how each is told. PREFIX is the test's own. */
type RealCause = { code: string; as: "superuser" | "admin" | "poor"; statement: string };

export const REAL_CAUSES: readonly RealCause[] = [
  { code: "cannot-create-roles", as: "poor", statement: "create role PREFIX_x" },
  { code: "not-owner", as: "poor", statement: "alter table public.t add column x int" },
  { code: "row-rules", as: "poor", statement: "set row_security = off; select * from public.kept" },
  { code: "denied", as: "poor", statement: "delete from public.t" },
  { code: "forbidden-here", as: "poor", statement: "do $$ begin raise 'not here'; end $$" },
  { code: "nothing-granted", as: "poor", statement: "grant select on public.t to public" },
  { code: "role-exists", as: "superuser", statement: "create role PREFIX_poor" },
  { code: "database-exists", as: "superuser", statement: "create database postgres" },
  {
    code: "password-rule",
    as: "superuser",
    statement: "load 'passwordcheck'; create role PREFIX_longenough password 'PREFIX_longenough'",
  },
  { code: "depended-on", as: "superuser", statement: "drop role PREFIX_poor" },
  { code: "read-only-copy", as: "superuser", statement: "begin read only; create table public.x ()" },
  { code: "too-slow", as: "poor", statement: "set statement_timeout = '20ms'; select pg_sleep(5)" },
  {
    code: "out-of-resources",
    as: "superuser",
    statement:
      "set temp_file_limit = 0; set work_mem = '64kB'; select count(*) from (select g from generate_series(1, 300000) g order by md5(g::text) offset 1) x",
  },
  { code: "not-supported", as: "poor", statement: "select * from elsewhere.public.t" },
  { code: "unknown-dialect", as: "poor", statement: "selekt 1" },
  {
    code: "failed-transaction",
    as: "poor",
    statement: "do $$ begin perform 1/0; exception when others then raise sqlstate '25P02'; end $$",
  },
  { code: "restarted", as: "superuser", statement: "select pg_terminate_backend(pg_backend_pid())" },
];

/** What takes two sessions: one that waits for a lock, one that comes too late, two that change the same row. */
export async function withTwo(
  target: Target,
  produces: (code: string, cause: Promise<unknown>) => Promise<void>,
): Promise<void> {
  await withClient(target, {}, (one) =>
    withClient(target, {}, async (two) => {
      await one.query(sql`begin; lock table public.t in access exclusive mode`);
      await produces("in-the-way", two.query(sql`set lock_timeout = '20ms'; select * from public.t`));
      await one.query(sql`rollback`);
      await late(one, two, produces);
      await together(one, two, produces);
    }),
  );
}

async function late(
  one: Client,
  two: Client,
  produces: (code: string, cause: Promise<unknown>) => Promise<void>,
): Promise<void> {
  await two.query(sql`begin isolation level repeatable read; select * from public.t`);
  await one.query(sql`update public.t set id = 2`);
  await produces("moved", two.query(sql`update public.t set id = 3`));
  await two.query(sql`rollback`);
}

async function together(
  one: Client,
  two: Client,
  produces: (code: string, cause: Promise<unknown>) => Promise<void>,
): Promise<void> {
  await one.query(sql`begin; grant select on public.t to public`);
  const waiting = two.query(sql`set lock_timeout = '10s'; grant insert on public.t to public`);
  const outcome = produces("concurrently-changed", waiting);
  // It waits for the row of pg_class that the first has changed.
  const blocked = sql`select from pg_catalog.pg_locks where pid = ${integer(two.info.backendPid)} and not granted`;
  for (let tries = 0; tries < 500 && (await one.query(blocked)).rows.length === 0; tries++)
    await one.query(sql`select pg_catalog.pg_sleep(0.02)`);
  await one.query(sql`commit`);
  await outcome;
}
