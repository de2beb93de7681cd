import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { serversHome } from "../../lib/testing/binaries.ts";
import { type Row, runOn } from "../../lib/testing/database.ts";
import { isAlive } from "../../lib/testing/server.ts";
import { type SampleDatabase, startSampleDatabase, stopSampleDatabase } from "./sample.ts";

let sample: SampleDatabase;

before(async () => {
  sample = await startSampleDatabase();
});

after(stopSampleDatabase);

test("asking twice gives the same shop", async () => assert.equal(await startSampleDatabase(), sample));

test("the admin is no superuser, may make roles, and counts thousands of orders", async () => {
  const [role] = await ask("select rolsuper, rolcreaterole from pg_roles where rolname = current_user");
  assert.deepEqual(role, { rolsuper: false, rolcreaterole: true });
  assert.equal((await ask("select count(*)::int as n from public.orders"))[0]?.n, 18_000);
});

test("relations of every kind, with estimates, belong to several owners", async () => {
  const rows = await ask(`select c.relkind::text as kind, pg_get_userbyid(c.relowner) as owner, c.reltuples as tuples
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'billing', 'analytics', 'auth') and c.relkind in ('r', 'p', 'v', 'm')`);
  assert.deepEqual([...new Set(rows.map((row) => row.kind))].sort(), ["m", "p", "r", "v"]);
  assert.deepEqual([...new Set(rows.map((row) => row.owner))].sort(), ["etl_owner", "n8n_worker", "shop_app"]);
  assert.ok(rows.filter((row) => row.kind === "r").every((row) => row.tuples >= 0));
});

test("the admin may take CREATE on public from PUBLIC, and may not speak for etl_owner", async () => {
  const [schema] = await ask(`begin; revoke create on schema public from public;
    select has_schema_privilege('helpdesk', 'public', 'CREATE') as left`);
  assert.equal(schema?.left, false);
  await assert.rejects(ask("alter default privileges for role etl_owner grant select on tables to helpdesk"), {
    code: "42501",
  });
  await assert.rejects(ask("grant select on analytics.import_batches to helpdesk"), { code: "42501" });
  await ask("begin; grant select on analytics.page_views to helpdesk; rollback");
});

test("it goes away with a process that was killed", async () => {
  const module = JSON.stringify(path.join(import.meta.dirname, "sample.ts"));
  const code = `const { startSampleDatabase } = await import(${module}); console.log(JSON.stringify(await startSampleDatabase())); setInterval(() => {}, 1e6)`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise<string>((resolve) => owner.stdout.once("data", (text) => resolve(String(text))));
  const other = JSON.parse(line) as SampleDatabase;
  assert.notEqual(other.port, sample.port);
  owner.kill("SIGKILL");
  for (const deadline = Date.now() + 60_000; (await answers(other)) && Date.now() < deadline; ) await delay(50);
  assert.equal(await answers(other), false);
});

test("when it has stopped, its server and its files are gone", async () => {
  await stopSampleDatabase();
  assert.equal(await answers(sample), false);
  const left = fs.readdirSync(serversHome()).filter((name) => /^sample-\d+$/.test(name));
  // Others' samples, such as that of a running app, are none of ours.
  assert.deepEqual(
    // A keeper removes its files before it goes.
    left.filter(
      (name) => !isAlive(Number(name.slice("sample-".length))) && fs.existsSync(path.join(serversHome(), name)),
    ),
    [],
  );
});

function ask(text: string): Promise<Row[]> {
  return runOn(address(sample), sample.database, text, sample);
}

async function answers(at: SampleDatabase): Promise<boolean> {
  return runOn(address(at), at.database, "select 1", at).then(
    () => true,
    () => false,
  );
}

function address({ host, port, user, password }: SampleDatabase) {
  return { version: 17, host, port, superuser: { user, password } } as const;
}
