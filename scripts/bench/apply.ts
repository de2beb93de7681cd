import { ident, integer, sql } from "../../lib/postgres/sql.ts";
import { type Login, withCluster } from "../../lib/testing/clusters.ts";
import type { TestDatabase } from "../../lib/testing/database.ts";
import { runWhole, type Whole } from "./whole-process.ts";

const RUNS = 3;

/**
 * For each size and number of schemas, in turn: the command `create` with its full verification, and the classic recipe
 * (CREATE ROLE, CONNECT, USAGE, GRANT … ON ALL TABLES, default privileges) through psql; each as a whole process, on the
 * same server, the role dropped in between. Prints medians.
 */
export async function benchApply(sizes: readonly number[]): Promise<void> {
  await withCluster(17, { conf: { max_locks_per_transaction: "256", shared_buffers: "256MB" } }, async (cluster) => {
    process.stdout.write(`PostgreSQL 17, whole processes, median of ${RUNS} runs in turn (start-up included)\n`);
    process.stdout.write("relations   schemas   recipe      create      ratio   peak memory   outcome, verdict\n");
    for (const size of sizes) {
      for (const schemas of size < 10_000 ? [20] : [20, 100]) {
        await cluster.withDatabase((db) => benchOne(db, size, schemas));
      }
    }
  });
}

async function benchOne(db: TestDatabase, size: number, schemas: number): Promise<void> {
  const admin = await db.admin("createrole");
  const names = await fill(db, admin, size, schemas);
  const role = `${db.prefix}_lucien`;
  const recipes: Whole[] = [];
  const creates: Whole[] = [];
  for (let run = 0; run <= RUNS; run++) {
    recipes.push(
      await runWhole("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", "-c", recipe(db, role, names)], environment(db, admin)),
    );
    await forget(db, role);
    const url = `postgresql://${admin.user}:${encodeURIComponent(admin.password)}@${db.host}:${db.port}/${db.name}`;
    const args = ["cli/main.ts", "create", "--json", "--role", role];
    creates.push(await runWhole(process.execPath, args, { ADMIN_DATABASE_URL: url }));
    await forget(db, role);
  }
  // The first of each warms the caches and is not counted.
  report(size, schemas, recipes.slice(1), creates.slice(1));
}

/** As the page has it: one transaction, by whole schemas. */
function recipe(db: TestDatabase, role: string, schemas: readonly string[]): string {
  const list = schemas.map(ident).join(", ");
  return `begin; create role ${ident(role)} login password 'recipe'; grant connect on database ${ident(db.name)} to ${ident(role)};
    grant usage on schema ${list} to ${ident(role)}; grant select on all tables in schema ${list} to ${ident(role)};
    ${schemas.map((s) => `alter default privileges in schema ${ident(s)} grant select on tables to ${ident(role)};`).join(" ")} commit`;
}

function report(size: number, schemas: number, recipes: Whole[], creates: Whole[]): void {
  const answers = creates.map((run) => JSON.parse(run.output) as Answer);
  const plain = median(recipes.map((run) => run.milliseconds));
  const create = median(creates.map((run) => run.milliseconds));
  const columns = [
    size.toLocaleString("en").padEnd(12),
    String(schemas).padEnd(10),
    `${plain.toFixed(0)} ms`.padEnd(12),
    `${create.toFixed(0)} ms`.padEnd(12),
    (create / plain).toFixed(1).padEnd(8),
    `${(median(creates.map((run) => run.peakKilobytes)) / 1024).toFixed(0)} MB`.padEnd(14),
    answers.map((a) => a.error?.code ?? `${a.outcome}, ${a.verification?.verdict}`).at(-1) ?? "none",
  ];
  process.stdout.write(`${columns.join("")}\n`);
}

type Answer = { outcome?: string; verification?: { verdict: string }; error?: { code: string } };

async function forget(db: TestDatabase, role: string): Promise<void> {
  await db.query(sql`drop owned by ${ident(role)}; drop role ${ident(role)}`);
}

/** Tables of six columns, the same number in each schema, made in batches that fit the lock table. */
async function fill(db: TestDatabase, admin: Login, size: number, schemas: number): Promise<string[]> {
  const names = Array.from({ length: schemas }, (_, i) => `bench_${i}`);
  for (const name of names) {
    await db.query(
      sql`create schema ${ident(name)}; set search_path = ${ident(name)};
      do $$ begin for n in 1..${integer(Math.round(size / schemas))} loop
        execute format('create table t_%s (id bigint primary key, a int, b text, c timestamptz, d numeric, e boolean)', n);
      end loop; end $$`,
      admin,
    );
  }
  await db.query("vacuum (analyze) pg_catalog.pg_class");
  return names;
}

function environment(db: TestDatabase, admin: Login): Record<string, string> {
  return {
    PGHOST: db.host,
    PGPORT: String(db.port),
    PGUSER: admin.user,
    PGPASSWORD: admin.password,
    PGDATABASE: db.name,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
