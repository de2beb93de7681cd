import assert from "node:assert/strict";
import { test } from "node:test";
import { ident } from "../lib/postgres/sql.ts";
import { type Login, type TestCluster, type TestDatabase, VERSIONS, withCluster } from "../lib/testing/clusters.ts";
import { runCommand } from "./run-command.fixture.ts";

// A server of their own, one test after the other: the verdict speaks about every database that the role may enter.

// biome-ignore lint/suspicious/noExplicitAny: documents of the contract, looked into by path
type Json = any;

function urlOf(db: TestDatabase, { user, password }: Login): string {
  return `postgresql://${user}:${password}@${db.host}:${db.port}/${encodeURIComponent(db.name)}`;
}

function loginIn(url: string): Login {
  const { username, password } = new URL(url);
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

async function run(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; json: Json; err: string }> {
  const { code, out, err } = await runCommand([...args, "--json"], env);
  return { code, json: JSON.parse(out), err };
}

async function sqlstateOf(db: TestDatabase, sql: string, as: Login): Promise<string> {
  return db.query(sql, as).then(
    () => "00000",
    (error: { code?: string }) => error.code ?? "no code",
  );
}

const WRITES = [
  "insert into app.orders values (9)",
  "update app.orders set id = 9",
  "delete from app.orders",
  "truncate app.orders",
  "alter table app.orders add note text",
  "drop table app.orders",
  "create table app.more (id int)",
];

async function withShop(
  cluster: TestCluster,
  kind: "superuser" | "createrole",
  work: (db: TestDatabase, admin: Login) => Promise<void>,
): Promise<void> {
  await cluster.withDatabase(async (db) => {
    const admin = await db.admin(kind);
    await db.query(
      `create schema app; create table app.orders (id int, total numeric); insert into app.orders values (1, 10);
       create table app.users (id int, email text, password_hash text); insert into app.users values (1, 'a@b.c', 'x')`,
      admin,
    );
    await work(db, admin);
  });
}

for (const version of VERSIONS) {
  test(`on ${version}`, (t) =>
    withCluster(version, {}, async (cluster) => {
      for (const kind of ["superuser", "createrole"] as const) {
        await t.test(`a ${kind} admin's create gives a URL that reads what was chosen and writes nothing`, () =>
          withShop(cluster, kind, async (db, admin) => {
            const role = `${db.prefix}_lucien`;
            const env = { ADMIN_DATABASE_URL: urlOf(db, admin) };
            const made = await run(["create", "--role", role], env);
            // Up to 14 PUBLIC may create in the schema public, here and in other databases.
            const verdict = version < 15 ? "can-write" : "read-only";
            assert.equal(made.code, version < 15 ? 1 : 0, made.err);
            assert.deepEqual(Object.keys(made.json), [
              "formatVersion",
              "outcome",
              "role",
              "connectionUrl",
              "passwordMode",
              "statements",
              "hazards",
              "uncovered",
              "verification",
            ]);
            const { connectionUrl, outcome, passwordMode, verification, statements } = made.json;
            assert.deepEqual([outcome, passwordMode, verification.verdict], ["created", "verifier", verdict]);
            assert.equal(verification.reach, "all");
            const login = loginIn(connectionUrl);
            assert.ok(!`${statements}${made.err}`.includes(login.password), "the password is in the URL alone");
            assert.ok(!JSON.stringify(made.json).includes(admin.password));

            assert.deepEqual(await db.query("select total from app.orders", login), [{ total: "10" }]);
            assert.deepEqual(await db.query("select id, email from app.users", login), [{ id: 1, email: "a@b.c" }]);
            assert.equal(await sqlstateOf(db, "select password_hash from app.users", login), "42501");
            for (const write of WRITES) {
              assert.equal(await sqlstateOf(db, `begin read write; ${write}`, login), "42501", write);
            }

            const again = await run(["create", "--role", role], { ...env, READONLY_DATABASE_URL: connectionUrl });
            assert.equal(again.json.outcome, "unchanged", again.err);
            assert.deepEqual([again.json.statements, again.json.connectionUrl], [[], null]);
            assert.equal(again.json.verification.verdict, verdict);
            assert.equal(await sqlstateOf(db, "select 1", login), "00000");

            const audited = await run(["audit", "--schema", "app"], { READONLY_DATABASE_URL: connectionUrl });
            assert.equal(audited.code, made.code);
            assert.deepEqual([audited.json.verdict, audited.json.reach], [verdict, "all"], audited.err);
          }),
        );
      }

      await t.test(`audit says can-write with exit 1 when the login may write, and names the table`, () =>
        withShop(cluster, "superuser", async (db) => {
          const login = { user: `${db.prefix}_app`, password: "app" };
          await db.query(`create role ${ident(login.user)} login password 'app'; grant usage on schema app to ${ident(login.user)};
        grant select, update on app.orders to ${ident(login.user)}`);
          const audited = await run(["audit"], { READONLY_DATABASE_URL: urlOf(db, login) });
          assert.deepEqual([audited.code, audited.json.verdict], [1, "can-write"]);
          const found = audited.json.findings.find(
            (one: Json) => one.class === "write" && one.object?.name === "orders",
          );
          assert.equal(found?.privilege, "UPDATE");
        }),
      );

      await t.test(`an admin who may not make roles is refused before any change`, () =>
        withShop(cluster, "superuser", async (db) => {
          const login = { user: `${db.prefix}_plain`, password: "plain" };
          await db.query(`create role ${ident(login.user)} login password 'plain'`);
          const refused = await run(["create", "--role", `${db.prefix}_lucien`], {
            ADMIN_DATABASE_URL: urlOf(db, login),
          });
          assert.equal(refused.code, 4);
          assert.match(refused.json.error.code, /^refused\./);
          assert.deepEqual(await db.query(`select 1 from pg_roles where rolname = '${db.prefix}_lucien'`), []);
        }),
      );
    }));
}
