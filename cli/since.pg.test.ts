import assert from "node:assert/strict";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { type Login, type TestDatabase, VERSIONS, withCluster } from "../lib/testing/clusters.ts";
import { runCommand } from "./run-command.fixture.ts";

// biome-ignore lint/suspicious/noExplicitAny: documents of the contract, looked into by path
type Json = any;

const LAST = VERSIONS.at(-1) ?? 18;

type World = { db: TestDatabase; admin: Login; folder: string };

/** A server of its own: the verdict speaks about every database that the role may enter. */
async function withFolder(work: (world: World) => Promise<void>): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "lucien-since-"));
  try {
    await withCluster(LAST, {}, (cluster) =>
      cluster.withDatabase(async (db) => work({ db, admin: await db.admin("superuser"), folder })),
    );
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

function urlOf(db: TestDatabase, { user, password }: Login): string {
  return `postgresql://${user}:${password}@${db.host}:${db.port}/${db.name}`;
}

async function run(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; json: Json; err: string }> {
  const { code, out, err } = await runCommand([...args, "--tls", "disable", "--json"], env);
  return { code, json: JSON.parse(out), err };
}

test("audit --since says what changed, with exit 1 and the repair, and nothing where nothing did", () =>
  withFolder(async ({ db, admin, folder }) => {
    await db.query("create table public.orders(id int)", admin);
    const role = `${db.prefix}_lucien`;
    const admins = { ADMIN_DATABASE_URL: urlOf(db, admin) };
    const made = await run(["create", "--role", role], admins);
    const file = path.join(folder, "created.json");
    await fs.writeFile(file, JSON.stringify(made.json));
    const env = { READONLY_DATABASE_URL: made.json.connectionUrl };

    const same = await run(["audit", "--since", file], env);
    assert.deepEqual([same.code, same.json.drift.changes, same.json.drift.closed], [0, [], []], same.err);
    const now = path.join(folder, "now.json");
    await fs.writeFile(now, JSON.stringify(same.json));

    await db.query(`alter role ${role} connection limit 500`);
    const drifted = await run(["audit", "--since", now], env);
    assert.deepEqual([drifted.code, drifted.json.verdict], [1, "read-only"]);
    assert.match(drifted.err, /new since .*visits/);
    assert.deepEqual(
      drifted.json.drift.changes.map(({ code, remedy }: Json) => [code, remedy]),
      [["limit-changed", `ALTER ROLE "${role}" CONNECTION LIMIT 10;`]],
    );

    await db.query(`alter role ${role} nologin`);
    const lost = await run(["audit", "--since", now], { ...env, ...admins });
    assert.equal(lost.code, 3);
    assert.ok(lost.err.includes("It is paused") && lost.err.includes(`ALTER ROLE "${role}" LOGIN;`), lost.err);
  }));

test("an earlier check of somebody else, or a file that is none, is wrong usage", () =>
  withFolder(async ({ db, admin, folder }) => {
    await db.query(
      `create role ${db.prefix}_a login password 'a'; create role ${db.prefix}_b login password 'b'`,
      admin,
    );
    const file = path.join(folder, "a.json");
    const first = await run(["audit"], { READONLY_DATABASE_URL: urlOf(db, { user: `${db.prefix}_a`, password: "a" }) });
    await fs.writeFile(file, JSON.stringify(first.json));
    const env = { READONLY_DATABASE_URL: urlOf(db, { user: `${db.prefix}_b`, password: "b" }) };
    const other = await run(["audit", "--since", file], env);
    assert.deepEqual([other.code, other.json.error.code], [2, "usage.other-check"]);
    await fs.writeFile(file, "[]");
    for (const path of [file, `${file}.none`]) {
      const none = await run(["audit", "--since", path], env);
      assert.deepEqual([none.code, none.json.error.code], [2, "usage.since-file"]);
    }
  }));

test("access made by hand from the published recipe is brought in: audited, repaired by a plan, its password kept", () =>
  withFolder(async ({ db, admin }) => {
    const login = { user: `${db.prefix}_hand`, password: "made-by-hand" };
    await db.query(
      `create table public.orders(id int); create schema other; create table other.more(id int);
       create role ${login.user} with login password '${login.password}';
       revoke insert, update, delete, truncate on all tables in schema public from public;
       grant connect on database ${db.name} to ${login.user}; grant usage on schema public to ${login.user};
       grant select on all tables in schema public to ${login.user};
       alter default privileges in schema public grant select on tables to ${login.user};
       grant update on public.orders to ${login.user}; grant usage, create on schema other to ${login.user}`,
      admin,
    );
    const readonly = { READONLY_DATABASE_URL: urlOf(db, login) };
    const admins = { ADMIN_DATABASE_URL: urlOf(db, admin) };
    const before = await run(["audit"], readonly);
    assert.deepEqual([before.code, before.json.verdict], [1, "can-write"]);

    const scope = ["--role", login.user, "--schema", "public"];
    const refused = await run(["create", ...scope], admins);
    assert.deepEqual([refused.code, refused.json.error.code], [4, "refused.role-exists"]);
    const planned = await run(["plan", ...scope, "--adopt"], admins);
    const sql = planned.json.statements.map((one: Json) => one.sql).join("\n");
    assert.match(sql, /REVOKE UPDATE ON TABLE "public"."orders"/);
    assert.match(sql, /REVOKE CREATE ON SCHEMA "other"/);
    assert.doesNotMatch(sql, /PASSWORD/);

    const repaired = await run(["create", ...scope, "--adopt"], { ...admins, ...readonly });
    assert.deepEqual(
      [repaired.code, repaired.json.outcome, repaired.json.connectionUrl],
      [0, "changed", null],
      repaired.err,
    );
    const after = await run(["audit"], readonly);
    assert.deepEqual([after.code, after.json.verdict, after.json.reach], [0, "read-only", "all"]);
    // It is ours now: the next run needs no --adopt, and can rotate it.
    assert.equal((await run(["create", ...scope], admins)).json.outcome, "unchanged");
    assert.equal((await run(["rotate", "--role", login.user], admins)).code, 0);
    assert.equal((await run(["audit"], readonly)).code, 3);
  }));

test("another choice takes back what is no longer chosen and leaves the password alone", () =>
  withFolder(async ({ db, admin }) => {
    await db.query("create table public.orders(id int); create table public.notes(id int, text text)", admin);
    const role = `${db.prefix}_lucien`;
    const admins = { ADMIN_DATABASE_URL: urlOf(db, admin) };
    const made = await run(["create", "--role", role], admins);
    const { username: user, password } = new URL(made.json.connectionUrl);
    const changed = await run(["create", "--role", role, "--relation", "public.orders"], admins);
    assert.deepEqual([changed.json.outcome, changed.json.connectionUrl], ["changed", null], changed.err);
    await db.query("select * from public.orders", { user, password });
    await assert.rejects(db.query("select * from public.notes", { user, password }), { code: "42501" });
    const back = await run(["create", "--role", role], admins);
    assert.equal(back.json.outcome, "changed");
    await db.query("select * from public.notes", { user, password });
  }));
