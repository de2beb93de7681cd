import os from "node:os";
import { ident, integer, sql } from "../../lib/postgres/sql.ts";
import { type Login, withCluster } from "../../lib/testing/clusters.ts";
import type { TestDatabase } from "../../lib/testing/database.ts";
import { withDelayedLine } from "./delayed-line.ts";
import { runWhole, type Whole } from "./whole-process.ts";

const RUNS = 3;
/** Each way, on the line of 40 ms. */
const ONE_WAY_MS = 20;

/**
 * For each size and number of schemas, in turn: `command` create with its full verification, the page's recipe as it
 * is written (its block of statements once for each schema, each statement on its own), and the same without its REVOKE;
 * each as a whole process, on the same server, the role dropped in between. Prints medians.
 */
export async function benchApply(sizes: readonly number[], command: string): Promise<void> {
  await withCluster(17, { conf: { max_locks_per_transaction: "256", shared_buffers: "256MB" } }, async (cluster) => {
    process.stdout.write(`PostgreSQL 17, whole processes, median of ${RUNS} runs in turn (start-up included)\n`);
    process.stdout.write(`${HEADS.map((head, i) => head.padEnd(WIDTHS[i] ?? 0)).join("")}\n`);
    for (const size of sizes) {
      for (const schemas of [20, 100]) await cluster.withDatabase((db) => benchOne(db, size, schemas, command));
    }
    await cluster.withDatabase((db) => benchFarAway(db, command));
  });
}

/** What waiting costs: a small database at the end of a long line. */
async function benchFarAway(db: TestDatabase, command: string): Promise<void> {
  const admin = await db.admin("createrole");
  await fill(db, admin, 100, 1);
  const role = `${db.prefix}_lucien`;
  const runs: Whole[] = [];
  await withDelayedLine(db, ONE_WAY_MS, async (port) => {
    for (let run = 0; run <= RUNS; run++) {
      runs.push(await create(command, { ...db, port }, admin, role));
      await forget(db, role);
    }
  });
  const times = runs.slice(1).map((run) => run.milliseconds);
  const list = times.map((time) => time.toFixed(0)).join(", ");
  process.stdout.write(
    `100 relations over a line of ${2 * ONE_WAY_MS} ms: ${median(times).toFixed(0)} ms (${list}), ${outcome(runs)}\n`,
  );
}

const HEADS = [
  "relations",
  "schemas",
  "recipe",
  "grants alone",
  "create",
  "to recipe",
  "to grants",
  "memory",
  "outcome",
];
const WIDTHS = [11, 9, 7, 11, 14, 11, 11, 11, 9];

type Times = { recipe: Whole[]; grants: Whole[]; create: Whole[] };

async function benchOne(db: TestDatabase, size: number, schemas: number, command: string): Promise<void> {
  const admin = await db.admin("createrole");
  const names = await fill(db, admin, size, schemas);
  const role = `${db.prefix}_lucien`;
  const ways: { [way in keyof Times]: () => Promise<Whole> } = {
    recipe: () => psql(db, admin, recipe(db, role, names, true)),
    grants: () => psql(db, admin, recipe(db, role, names, false)),
    create: () => create(command, db, admin, role),
  };
  const times: Times = { recipe: [], grants: [], create: [] };
  for (let run = 0; run <= RUNS; run++) {
    for (const [way, start] of Object.entries(ways) as [keyof Times, () => Promise<Whole>][]) {
      const whole = await start();
      // The first of each warms the caches and is not counted.
      if (run > 0) times[way].push(whole);
      await forget(db, role);
    }
  }
  report(size, schemas, times);
}

type Place = Pick<TestDatabase, "host" | "port" | "name">;

function create(command: string, { host, port, name }: Place, admin: Login, role: string): Promise<Whole> {
  const url = `postgresql://${admin.user}:${encodeURIComponent(admin.password)}@${host}:${port}/${name}`;
  return runWhole(process.execPath, [command, "create", "--json", "--role", role], { ADMIN_DATABASE_URL: url });
}

function outcome(runs: readonly Whole[]): string {
  const last = JSON.parse(runs.at(-1)?.output || "{}") as Answer;
  return last.error?.code ?? `${last.outcome}, ${last.verification?.verdict}`;
}

/** One -c each: every statement is a transaction of its own, as when they are pasted. */
function psql(db: TestDatabase, admin: Login, statements: readonly string[]): Promise<Whole> {
  const each = statements.flatMap((statement) => ["-c", statement]);
  return runWhole("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", ...each], environment(db, admin));
}

/** What stands on the page, with each schema in the place of `public`. */
function recipe(db: TestDatabase, role: string, schemas: readonly string[], revoke: boolean): string[] {
  const who = ident(role);
  return [
    `CREATE ROLE ${who} WITH LOGIN PASSWORD 'a-strong-secret-password-here'`,
    `GRANT CONNECT ON DATABASE ${ident(db.name)} TO ${who}`,
    ...schemas
      .map(ident)
      .flatMap((schema) => [
        ...(revoke ? [`REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA ${schema} FROM PUBLIC`] : []),
        `GRANT USAGE ON SCHEMA ${schema} TO ${who}`,
        `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${who}`,
        `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT ON TABLES TO ${who}`,
      ]),
  ];
}

function report(size: number, schemas: number, times: Times): void {
  const [recipe, grants, create] = [times.recipe, times.grants, times.create].map((runs) =>
    median(runs.map((run) => run.milliseconds)),
  ) as [number, number, number];
  const columns = [
    size.toLocaleString("en"),
    String(schemas),
    (os.loadavg()[0] ?? 0).toFixed(0),
    `${recipe.toFixed(0)} ms`,
    `${grants.toFixed(0)} ms`,
    `${create.toFixed(0)} ms`,
    (create / recipe).toFixed(2),
    (create / grants).toFixed(2),
    `${(median(times.create.map((run) => run.peakKilobytes)) / 1024).toFixed(0)} MB`,
    outcome(times.create),
  ];
  process.stdout.write(`${columns.map((column, i) => column.padEnd(WIDTHS[i] ?? 0)).join("")}\n`);
}

type Answer = { outcome?: string; verification?: { verdict: string }; error?: { code: string } };

async function forget(db: TestDatabase, role: string): Promise<void> {
  await db.query(sql`drop owned by ${ident(role)}; drop role ${ident(role)}`);
}

const IN_ONE_GO = 500;

/** Tables of six columns, the same number in each schema, made in batches that fit the lock table. */
async function fill(db: TestDatabase, admin: Login, size: number, schemas: number): Promise<string[]> {
  const names = Array.from({ length: schemas }, (_, i) => `bench_${i}`);
  const each = Math.round(size / schemas);
  for (const schema of names.map(ident)) {
    await db.query(sql`create schema ${schema}`, admin);
    for (let from = 1; from <= each; from += IN_ONE_GO) {
      const [first, last] = [integer(from), integer(Math.min(each, from + IN_ONE_GO - 1))];
      await db.query(
        sql`set search_path = ${schema}; do $$ begin for n in ${first}..${last} loop
          execute format('create table t_%s (id bigint primary key, a int, b text, c timestamptz, d numeric, e boolean)', n);
        end loop; end $$`,
        admin,
      );
    }
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
