import os from "node:os";
import { ident, integer, literal, sql } from "../../lib/postgres/sql.ts";
import { withCluster } from "../../lib/testing/clusters.ts";
import type { TestDatabase } from "../../lib/testing/database.ts";
import { runWhole, type Whole } from "./whole-process.ts";

const RUNS = 5;
const RELATIONS_A_SCHEMA = 500;

/**
 * For each size: a database of that many relations, a role that may read all of them, and RUNS runs in turn of the
 * `command` audit and of two plain queries through psql, each as a whole process. Prints the best of each, since what
 * else a machine does only ever adds to a time.
 */
export async function benchAudit(sizes: readonly number[], command: string): Promise<void> {
  await withCluster(17, { conf: { max_locks_per_transaction: "256", shared_buffers: "256MB" } }, async (cluster) => {
    process.stdout.write(`PostgreSQL 17, whole processes, best of ${RUNS} runs in turn; load ${load()}\n`);
    process.stdout.write(row(HEADINGS));
    for (const size of sizes) await cluster.withDatabase((db) => benchOne(db, size, command));
    process.stdout.write(`load at the end ${load()}\n`);
  });
}

const HEADINGS = [
  "relations",
  "counted",
  "listed",
  "audit",
  "to counted",
  "to listed",
  "own time",
  "memory",
  "verdict",
];
const WIDTHS = [11, 10, 10, 10, 12, 11, 10, 10, 9];

type Times = { counted: Whole[]; listed: Whole[]; audit: Whole[] };

async function benchOne(db: TestDatabase, size: number, command: string): Promise<void> {
  const role = `${db.prefix}_reader`;
  await fill(db, size, role);
  const url = `postgresql://${role}:reader@${db.host}:${db.port}/${db.name}`;
  const psql = (query: string) => runWhole("psql", ["-XqAt", "-c", query], pgEnvironment(db, role));
  const times: Times = { counted: [], listed: [], audit: [] };
  for (let run = 0; run <= RUNS; run++) {
    times.counted.push(await psql(COUNTED));
    times.listed.push(await psql(LISTED));
    times.audit.push(await runWhole(process.execPath, [command, "audit", "--json"], { READONLY_DATABASE_URL: url }));
  }
  // The first of each warms the caches and is not counted.
  report(size, { counted: times.counted.slice(1), listed: times.listed.slice(1), audit: times.audit.slice(1) });
}

/** The least that one can ask: how many relations the login may change, and how many it may read. */
const COUNTED = `select count(*) filter (where has_table_privilege(c.oid, 'insert, update, delete, truncate, trigger, references')),
  count(*) filter (where has_table_privilege(c.oid, 'select')) from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')`;

/** The same as a list to read: each relation with each of its seven privileges. */
const LISTED = `select n.nspname, c.relname, ${[
  "select",
  "insert",
  "update",
  "delete",
  "truncate",
  "references",
  "trigger",
]
  .map((privilege) => `has_table_privilege(c.oid, '${privilege}')`)
  .join(", ")}
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') order by 1, 2`;

function report(size: number, { counted, listed, audit }: Times): void {
  const answers = audit.map((run) => JSON.parse(run.output) as { durationMs: number; verdict: string });
  const [plain, list, own] = [counted, listed, audit].map(best) as [number, number, number];
  process.stdout.write(
    row([
      size.toLocaleString("en"),
      `${plain.toFixed(0)} ms`,
      `${list.toFixed(0)} ms`,
      `${own.toFixed(0)} ms`,
      (own / plain).toFixed(1),
      (own / list).toFixed(1),
      `${Math.min(...answers.map((answer) => answer.durationMs))} ms`,
      `${(Math.max(...audit.map((run) => run.peakKilobytes)) / 1024).toFixed(0)} MB`,
      answers[0]?.verdict ?? "none",
    ]),
  );
}

function row(cells: readonly string[]): string {
  return `${cells.map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0)).join("")}\n`;
}

function best(runs: readonly Whole[]): number {
  return Math.min(...runs.map((run) => run.milliseconds));
}

/** Of the last minute, with how many cores share it. */
function load(): string {
  return `${(os.loadavg()[0] ?? 0).toFixed(1)} on ${os.availableParallelism()} cores`;
}

/** Tables of six columns in schemas of 500, half of them with a sequence, made in batches that fit the lock table. */
async function fill(db: TestDatabase, size: number, role: string): Promise<void> {
  await db.query(
    sql`create role ${ident(role)} login password ${literal("reader")}; revoke create on schema public from public`,
  );
  for (let from = 0; from < size; from += RELATIONS_A_SCHEMA) {
    const schema = ident(`bench_${from / RELATIONS_A_SCHEMA}`);
    const count = integer(Math.min(RELATIONS_A_SCHEMA, size - from));
    await db.query(sql`create schema ${schema}; set search_path = ${schema};
      do $$ begin for n in 1..${count} loop
        execute format('create table t_%s (id bigint primary key, a int, b text, c timestamptz, d numeric, e boolean)', n);
      end loop; end $$;
      grant usage on schema ${schema} to ${ident(role)};
      grant select on all tables in schema ${schema} to ${ident(role)}`);
  }
  await db.query(sql`vacuum (analyze) pg_catalog.pg_class`);
  await db.query(sql`analyze pg_catalog.pg_attribute`);
}

function pgEnvironment(db: TestDatabase, role: string): Record<string, string> {
  return { PGHOST: db.host, PGPORT: String(db.port), PGUSER: role, PGPASSWORD: "reader", PGDATABASE: db.name };
}
