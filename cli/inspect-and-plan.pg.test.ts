import assert from "node:assert/strict";
import { test } from "node:test";
import { ident, qualified } from "../lib/postgres/sql.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../lib/testing/clusters.ts";
import { type Ran, runCommand } from "./run-command.fixture.ts";

const ODD = "EXTRA \"@/\\#~_-. o'x a%b\nnaïve";

function urlOf(db: TestDatabase, login = db.superuser): string {
  const [user, password, name] = [login.user, login.password, db.name].map(encodeURIComponent);
  return `postgresql://${user}:${password}@${db.host}:${db.port}/${name}`;
}

/** As an admin who is no superuser, which is the common case. */
async function asAdmin(db: TestDatabase, args: string[]): Promise<Ran & { json: ReturnType<typeof JSON.parse> }> {
  const admin = await db.admin("createrole");
  const ran = await runCommand([...args, "--role", `${db.prefix}_lucien`, "--json"], {
    ADMIN_DATABASE_URL: urlOf(db, admin),
  });
  assert.ok(!`${ran.out}${ran.err}`.includes(admin.password), "the password is nowhere in the output");
  return { ...ran, json: JSON.parse(ran.out) };
}

async function withShop(version: (typeof VERSIONS)[number], work: (db: TestDatabase) => Promise<void>): Promise<void> {
  await withDatabase(version, async (db) => {
    const admin = await db.admin("createrole");
    await db.query(
      `create schema auth; create table auth.sessions (id int);
       create schema ${ident(ODD)}; create table ${qualified(ODD, ODD)} (${ident(ODD)} int);
       create table public.users (id int, email text, password_hash text);
       create table public.orders (id int, total numeric);`,
    );
    for (const name of [qualified(ODD, ODD), "public.users", "public.orders"]) {
      await db.query(`alter table ${name} owner to ${ident(admin.user)}`);
    }
    await db.query(`alter schema ${ident(ODD)} owner to ${ident(admin.user)}`);
    await work(db);
  });
}

for (const version of VERSIONS) {
  test(`on ${version} inspect tells server, admin, schemas and relations, odd names as they are`, () =>
    withShop(version, async (db) => {
      const { code, json } = await asAdmin(db, ["inspect"]);
      assert.equal(code, 0);
      assert.equal(json.formatVersion, 1);
      assert.equal(Math.floor(json.server.versionNum / 10_000), version);
      assert.deepEqual([json.admin.superuser, json.admin.createRole], [false, true]);
      assert.deepEqual(
        json.schemas.map((one: { name: string; kind: string }) => [one.name, one.kind]),
        [
          [ODD, "user"],
          ["auth", "provider"],
          ["public", "user"],
        ],
      );
      const users = json.relations.find((one: { name: string }) => one.name === "users");
      assert.deepEqual(
        users.columns.map((one: { sensitivity: { level: string } | null }) => one.sensitivity?.level ?? null),
        [null, "personal", "secret"],
      );
      assert.ok(json.relations.some((one: { schema: string; name: string }) => one.schema === ODD && one.name === ODD));
    }));

  test(`on ${version} plan shows the statements of the choice and changes nothing`, () =>
    withShop(version, async (db) => {
      const made = await asAdmin(db, ["plan"]);
      assert.equal(made.code, 0);
      const sql = made.json.statements.map((one: { sql: string }) => one.sql).join(";\n");
      assert.match(sql, /GRANT SELECT \("id", "email"\) ON TABLE "public"\."users"/);
      assert.ok(sql.includes(qualified(ODD, ODD)));
      assert.doesNotMatch(sql, /"auth"|password_hash/);
      assert.deepEqual(await db.query(`select 1 from pg_roles where rolname = '${db.prefix}_lucien'`), []);
      const only = await asAdmin(db, ["plan", "--relation", "public.orders", "--exclude", "public.orders.total"]);
      assert.deepEqual(
        only.json.statements
          .filter((one: { kind: string }) => one.kind === "select")
          .map((one: { sql: string }) => one.sql),
        [`GRANT SELECT ("id") ON TABLE "public"."orders" TO "${db.prefix}_lucien"`],
      );
    }));

  test(`on ${version} a schema that does not exist is refused before any change`, () =>
    withShop(version, async (db) => {
      const { code, json } = await asAdmin(db, ["plan", "--schema", "nope"]);
      assert.equal(code, 4);
      assert.equal(json.error.code.split(".")[0], "refused");
      assert.match(json.error.message, /nope/);
    }));

  test(`on ${version} a wrong password is exit 3 with its SQLSTATE, from stdin as from the environment`, () =>
    withDatabase(version, async (db) => {
      const url = urlOf(db, { user: db.superuser.user, password: "wrong-canary" });
      for (const ran of [
        await runCommand(["inspect", "--json"], { ADMIN_DATABASE_URL: url }),
        await runCommand(["inspect", "--json", "--url-stdin"], {}, `psql "${url}"\n`),
      ]) {
        assert.equal(ran.code, 3);
        const { error } = JSON.parse(ran.out);
        assert.deepEqual([error.code, error.sqlstate], ["connect.password-rejected", "28P01"]);
        assert.ok(!`${ran.out}${ran.err}`.includes("wrong-canary"));
      }
    }));
}
