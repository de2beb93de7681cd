import assert from "node:assert/strict";
import { test } from "node:test";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../lib/testing/clusters.ts";
import { runCommand } from "./run-command.fixture.ts";

// biome-ignore lint/suspicious/noExplicitAny: documents of the contract, looked into by path
type Json = any;

const LAST = VERSIONS.at(-1) ?? 18;

type Ran = { code: number | null; json: Json; err: string };

async function run(args: string[], env: Record<string, string>): Promise<Ran> {
  const { code, out, err } = await runCommand([...args, "--tls", "disable", "--json"], env);
  return { code, json: JSON.parse(out), err };
}

function urlOf(db: TestDatabase, { user, password }: Login): string {
  return `postgresql://${user}:${password}@${db.host}:${db.port}/${db.name}`;
}

function signsIn(db: TestDatabase, url: string): Promise<string> {
  const { username: user, password } = new URL(url);
  return db.query("select 1", { user, password }).then(
    () => "00000",
    (error) => error.code,
  );
}

test("the life of a role in the terminal: rotated by admin and by itself, paused, resumed, removed", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await db.query("create table public.orders (id int)", admin);
    const role = ["--role", `${db.prefix}_lucien`];
    const env = { ADMIN_DATABASE_URL: urlOf(db, admin) };
    const first: string = (await run(["create", ...role, "--accept", "public-temporary"], env)).json.connectionUrl;

    const byAdmin = await run(["rotate", ...role], env);
    assert.equal(byAdmin.code, 0, byAdmin.err);
    assert.deepEqual(Object.keys(byAdmin.json), [
      ...["formatVersion", "outcome", "role", "connectionUrl", "passwordMode", "validUntil"],
      ...["statements", "sessions", "proof"],
    ]);
    const second: string = byAdmin.json.connectionUrl;
    assert.deepEqual([await signsIn(db, first), await signsIn(db, second)], ["28P01", "00000"]);

    const bySelf = await run(["rotate", "--self"], { READONLY_DATABASE_URL: second });
    assert.equal(bySelf.code, 0, bySelf.err);
    const third: string = bySelf.json.connectionUrl;
    assert.deepEqual([await signsIn(db, second), await signsIn(db, third)], ["28P01", "00000"]);
    const { password } = new URL(third);
    assert.equal(`${bySelf.err}${bySelf.json.statements}`.includes(password), false);

    const paused = await run(["pause", ...role], env);
    assert.deepEqual([paused.code, paused.json.outcome, await signsIn(db, third)], [0, "paused", "28000"]);
    assert.equal((await run(["pause", ...role], env)).json.outcome, "unchanged");
    const resumed = await run(["resume", ...role], env);
    assert.deepEqual([resumed.code, resumed.json.outcome, await signsIn(db, third)], [0, "resumed", "00000"]);

    const script = await run(["remove", ...role, "--sql"], env);
    assert.match(script.json.script, /DROP OWNED BY/);
    assert.equal(await signsIn(db, third), "00000", "--sql changes nothing");
    const removed = await run(["remove", ...role], env);
    assert.deepEqual([removed.code, removed.json.outcome, removed.json.left], [0, "removed", []]);
    assert.equal((await run(["remove", ...role], env)).json.outcome, "unchanged");
  }));

test("what is left of a removal is exit 5 with the list; what is refused is exit 4", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    const [lucien, app] = [`${db.prefix}_lucien`, `${db.prefix}_app`];
    await db.query(`create role ${lucien} login; comment on role ${lucien} is 'lucien-readonly/1'`, admin);
    await db.query(
      `create role ${app}; create table public.orders (id int); alter table public.orders owner to ${app};
       grant select on public.orders to ${lucien}; create role ${lucien}2 login`,
    );
    const env = { ADMIN_DATABASE_URL: urlOf(db, admin) };
    const left = await run(["remove", "--role", lucien], env);
    assert.deepEqual([left.code, left.json.outcome, left.json.error.code], [5, "left", "change.left-behind"]);
    assert.deepEqual(left.json.left, [
      {
        database: db.name,
        what: `SELECT on table public.orders, granted by ${app}`,
        who: app,
        remedy: `REVOKE SELECT ON TABLE "public"."orders" FROM "${lucien}";`,
      },
    ]);
    const refused = await run(["pause", "--role", `${lucien}2`], env);
    assert.deepEqual([refused.code, refused.json.error.code], [4, "refused.role-exists"]);
    const absent = await run(["rotate", "--role", `${lucien}3`], env);
    assert.deepEqual([absent.code, absent.json.error.code], [4, "refused.no-such-role"]);
  }));
