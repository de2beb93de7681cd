import { ident, integer, literal, sql } from "../../lib/postgres/sql.ts";
import { withCluster } from "../../lib/testing/clusters.ts";
import type { TestDatabase } from "../../lib/testing/database.ts";
import { runWhole, type Whole } from "./whole-process.ts";

const RUNS = 5;
const RELATIONS_A_SCHEMA = 500;

/**
 * For each size: a database of that many relations, a role that may read all of them, and RUNS runs in turn of the
 * command `audit` and of one set-based has_table_privilege query through psql, each as a whole process. Prints medians.
 */
export async function benchAudit(sizes: readonly number[]): Promise<void> {
  await withCluster(17, { conf: { max_locks_per_transaction: "256", shared_buffers: "256MB" } }, async (cluster) => {
    process.stdout.write(
      "PostgreSQL 17, whole processes, median of 5 runs in turn (start-up of Node and psql included)\n",
    );
    process.stdout.write("relations   plain query   audit     ratio   audit's own time   peak memory   verdict\n");
    for (const size of sizes) await cluster.withDatabase((db) => benchOne(db, size));
  });
}

async function benchOne(db: TestDatabase, size: number): Promise<void> {
  const role = `${db.prefix}_reader`;
  await fill(db, size, role);
  const plain: Whole[] = [];
  const audits: Whole[] = [];
  for (let run = 0; run <= RUNS; run++) {
    plain.push(await runWhole("psql", ["-XqAt", "-c", PLAIN_QUERY], { ...pgEnvironment(db, role) }));
    const url = `postgresql://${role}:reader@${db.host}:${db.port}/${db.name}`;
    audits.push(await runWhole(process.execPath, ["cli/main.ts", "audit", "--json"], { READONLY_DATABASE_URL: url }));
  }
  // The first of each warms the caches and is not counted.
  report(size, plain.slice(1), audits.slice(1));
}

const PLAIN_QUERY = `select count(*) filter (where has_table_privilege(c.oid, 'insert, update, delete, truncate, trigger, references')),
  count(*) filter (where has_table_privilege(c.oid, 'select')) from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')`;

function report(size: number, plain: Whole[], audits: Whole[]): void {
  const answers = audits.map((run) => JSON.parse(run.output) as { durationMs: number; verdict: string });
  const query = median(plain.map((run) => run.milliseconds));
  const audit = median(audits.map((run) => run.milliseconds));
  const columns = [
    size.toLocaleString("en").padEnd(12),
    `${query.toFixed(0)} ms`.padEnd(14),
    `${audit.toFixed(0)} ms`.padEnd(10),
    (audit / query).toFixed(1).padEnd(8),
    `${median(answers.map((answer) => answer.durationMs)).toFixed(0)} ms`.padEnd(19),
    `${(median(audits.map((run) => run.peakKilobytes)) / 1024).toFixed(0)} MB`.padEnd(14),
    answers[0]?.verdict ?? "none",
  ];
  process.stdout.write(`${columns.join("")}\n`);
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

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
