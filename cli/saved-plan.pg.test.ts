import assert from "node:assert/strict";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { type TestDatabase, VERSIONS, withDatabase } from "../lib/testing/clusters.ts";
import { type Ran, runCommand } from "./run-command.fixture.ts";

/** A plan that is saved, sent for review and applied later, and a login that acts as a permanent admin role. */

const LAST = VERSIONS.at(-1) ?? 18;

async function withSaved(
  work: (db: TestDatabase, run: (...args: string[]) => Promise<Ran>, file: string) => Promise<void>,
) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "plan-"));
  try {
    await withDatabase(LAST, async (db) => {
      const admin = await db.admin("createrole");
      await db.query("create table public.orders(id int)", admin);
      const url = `postgresql://${admin.user}:${encodeURIComponent(admin.password)}@${db.host}:${db.port}/${db.name}`;
      const run = (...args: string[]) => runCommand(args, { ADMIN_DATABASE_URL: url });
      const file = path.join(folder, "plan.json");
      const saved = await run("plan", "--role", `${db.prefix}_lucien`, "--save", file);
      assert.equal(saved.code, 0, saved.err);
      await work(db, run, file);
    });
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

test("a saved plan is applied as it was reviewed", () =>
  withSaved(async (db, run, file) => {
    const shown = JSON.parse(await fs.readFile(file, "utf8"));
    const made = await run("create", "--plan", file, "--json");
    const answer = JSON.parse(made.out);
    assert.equal(answer.outcome, "created", made.err);
    const grants = (list: string[]) => list.filter((s) => s.startsWith("GRANT") || s.startsWith("ALTER DEFAULT"));
    assert.deepEqual(grants(answer.statements), grants(shown.plan.statements.map((s: { sql: string }) => s.sql)));
    assert.equal(answer.role, `${db.prefix}_lucien`);
  }));

test("a saved plan is not applied once the database has moved, and nothing is left", () =>
  withSaved(async (db, run, file) => {
    await db.query("drop table public.orders; create table public.orders(id int)", await db.admin("createrole"));
    const failed = await run("create", "--plan", file, "--json");
    assert.equal(failed.code, 4);
    assert.equal(JSON.parse(failed.out).error.code, "refused.world-moved");
    assert.deepEqual(await db.query(`select from pg_roles where rolname = '${db.prefix}_lucien'`), []);
  }));

test("a saved plan that was edited, is no file, or comes with flags that choose is refused as wrong usage", () =>
  withSaved(async (_, run, file) => {
    const flags = await run("create", "--plan", file, "--schema", "public", "--json");
    assert.deepEqual([flags.code, JSON.parse(flags.out).error.code], [2, "usage.plan-and-flags"]);
    await fs.writeFile(
      file,
      (await fs.readFile(file, "utf8")).replace('"connectionLimit": 10', '"connectionLimit": -1'),
    );
    const edited = await run("create", "--plan", file, "--json");
    assert.deepEqual([edited.code, JSON.parse(edited.out).error.code], [2, "usage.plan-file"]);
    const absent = await run("create", "--plan", `${file}.not`, "--json");
    assert.deepEqual([absent.code, JSON.parse(absent.out).error.code], [2, "usage.plan-file"]);
  }));

test("with --act-as the script says so first, and create leaves nothing that hangs on the login", () =>
  withDatabase(LAST, async (db) => {
    const permanent = await db.admin("createrole");
    const temporary = `${db.prefix}_temp`;
    await db.query("create table public.orders(id int)", permanent);
    await db.query(`create role ${temporary} login password 'temp'; grant "${permanent.user}" to ${temporary}`);
    const url = `postgresql://${temporary}:temp@${db.host}:${db.port}/${db.name}`;
    const role = `${db.prefix}_lucien`;
    const run = (...args: string[]) => runCommand([...args, "--role", role], { ADMIN_DATABASE_URL: url });
    assert.equal(JSON.parse((await run("create", "--json")).out).error.code, "refused.no-createrole");
    const script = await run("plan", "--sql", "--act-as", permanent.user);
    assert.match(script.out, new RegExp(`SET LOCAL ROLE "${permanent.user}";[^]*CREATE ROLE`));
    const made = await run("create", "--json", "--act-as", permanent.user);
    assert.equal(JSON.parse(made.out).outcome, "created", made.err);
    await db.query(`drop role ${temporary}`);
  }));
