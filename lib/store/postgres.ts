import { AppError } from "../errors.ts";
import type { Client, Target } from "../postgres/client.ts";
import { connect } from "../postgres/connect.ts";
import { QueryError } from "../postgres/query-error.ts";
import { integer, type Sql, sql } from "../postgres/sql.ts";
import type { Engine, Row, Step } from "./engine.ts";
import { migrations, SCHEMA_VERSION } from "./migrations.ts";
import { newerSchema, storeFailure } from "./store-error.ts";

const SESSIONS = 5;
const LIMITS = { rows: 1_000_000, bytes: 1_000_000_000 };

/** serialization_failure, deadlock_detected, lock_not_available, and the server's goodbyes (57P01 to 57P03). */
const AGAIN = ["40001", "40P01", "55P03", "57P01", "57P02", "57P03"];
/** One more than there are sessions that may lie dead. */
const TRIES = SESSIONS + 1;

/**
 * Opens the store in a schema of its own, `lucien_store`, of a database that exists, and brings it up to date. Settings
 * are made in each transaction, so that a pooler in between is no harm. Throws AppError.
 */
export async function openPostgres(target: Target): Promise<Engine> {
  const pool = poolOf(target);
  try {
    await pool.lend(migrate);
  } catch (cause) {
    await pool.close();
    throw cause instanceof AppError && cause.code.startsWith("connect.") ? cause : storeFailure(cause);
  }
  return {
    together: (steps, oneMoment) =>
      again(() => pool.lend((client) => transaction(client, steps, oneMoment ? OPEN_SNAPSHOT : OPEN))),
    // Pages carry checksums or not as the server's owner chose; that every row can be read, a backup shows.
    checkIntegrity: async () => undefined,
    close: pool.close,
  };
}

// The guards of a session give every name a schema; here ours comes after the catalog's.
const SETTINGS = sql`set local search_path = pg_catalog, lucien_store;
set local lock_timeout = '10s';
set local statement_timeout = '30s'`;
const OPEN = sql`begin isolation level read committed, read write; ${SETTINGS}`;
const OPEN_SNAPSHOT = sql`begin isolation level repeatable read, read write; ${SETTINGS}`;

async function transaction(client: Client, steps: readonly Step[], open: Sql): Promise<Row[][] | null> {
  const all = await before(client, steps, open);
  const nothing = steps.some(({ must }, i) => must && all[i]?.length === 0);
  await client.query(nothing ? sql`rollback` : sql`commit`);
  return nothing ? null : all;
}

/** Errors of before COMMIT was sent: whatever they are, nothing was done. */
const undone = new WeakSet<object>();

/** One round trip; what comes after a step that gave nothing is undone with it. */
async function before(client: Client, steps: readonly Step[], open: Sql): Promise<Row[][]> {
  const statements = steps.map(({ text, values = [] }) => ({ statement: asSql(text), values }));
  try {
    const [, ...answers] = await client.many([open, ...statements]);
    return answers.map((answer) => answer.rows as Row[]);
  } catch (error) {
    undone.add(error as object);
    throw error;
  }
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (cause) {
      if (attempt === TRIES || !mayGoAgain(cause)) throw storeFailure(cause);
    }
  }
}

/** A collision with somebody else, or a session that had died while it lay idle. */
function mayGoAgain(cause: unknown): boolean {
  if (!(cause instanceof QueryError) || !undone.has(cause)) return false;
  return cause.sqlstate === null || AGAIN.includes(cause.sqlstate);
}

/** Any number, as long as it is the same in every version: whoever migrates waits for it. */
const MIGRATION_LOCK = sql`select pg_catalog.pg_advisory_xact_lock(4961271902773)`;

async function migrate(client: Client): Promise<void> {
  try {
    await client.query(sql`begin isolation level read committed, read write; set local lock_timeout = '60s'`);
    await client.query(MIGRATION_LOCK);
    await client.query(sql`set local search_path = pg_catalog, lucien_store;
create schema if not exists lucien_store;
create table if not exists lucien_store.schema_version (version bigint not null)`);
    const found = await client.query<{ version: number }>(sql`select version from lucien_store.schema_version`);
    const version = found.rows[0]?.version ?? 0;
    if (version > SCHEMA_VERSION) throw newerSchema(version);
    // Its own schema first: what is made without a name's schema is made in the first of the path.
    await client.query(sql`set local search_path = lucien_store`);
    for (const statement of migrations("postgres").slice(version).flat()) await client.query(asSql(statement));
    await client.query(sql`delete from lucien_store.schema_version`);
    await client.query(sql`insert into lucien_store.schema_version values (${integer(SCHEMA_VERSION)})`);
    await client.query(sql`commit`);
  } catch (error) {
    await client.query(sql`rollback`).catch(() => undefined);
    throw error;
  }
}

/** The store's statements are constants of this folder, which is beside lib/postgres the one place that writes SQL. */
function asSql(text: string): Sql {
  return text as Sql;
}

type Pool = { lend<T>(work: (client: Client) => Promise<T>): Promise<T>; close(): Promise<void> };

/** A few sessions, opened as needed. One whose work failed is closed, since it may be broken. */
function poolOf(target: Target): Pool {
  const idle: Client[] = [];
  const waiting: (() => void)[] = [];
  let lent = 0;
  return {
    async lend(work) {
      if (lent >= SESSIONS) await new Promise<void>((resolve) => waiting.push(resolve));
      else lent += 1;
      let client: Client | undefined;
      try {
        client = idle.pop() ?? (await connect(target, { applicationName: "lucien-readonly store", limits: LIMITS }));
        const value = await work(client);
        idle.push(client);
        return value;
      } catch (error) {
        await client?.end();
        throw error;
      } finally {
        const next = waiting.shift();
        if (next) next();
        else lent -= 1;
      }
    },
    async close() {
      await Promise.all(idle.splice(0).map((client) => client.end()));
    },
  };
}
