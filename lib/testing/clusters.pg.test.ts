import assert from "node:assert/strict";
import { test } from "node:test";
import { serverLog, VERSIONS, withCluster, withDatabase } from "./clusters.ts";

for (const version of VERSIONS) {
  test(`on ${version} a database is of that major, and is dropped with its roles, their grants elsewhere included`, async () => {
    let prefix = "";
    await withDatabase(version, async (db) => {
      prefix = db.prefix;
      const [row] = await db.query("select current_setting('server_version_num')::int / 10000 as major");
      assert.equal(row?.major, version);
      await db.query(`create role "${prefix}_o'x"; grant connect on database postgres to "${prefix}_o'x";
        alter default privileges grant select on tables to "${prefix}_o'x"; create table t (); grant select on t to "${prefix}_o'x"`);
    });
    await withDatabase(version, async (db) => {
      const left = await db.query(`select 1 from pg_roles where rolname like '${prefix}%'
        union all select 1 from pg_database where datname like '${prefix}%'`);
      assert.deepEqual(left, []);
    });
  });
}

const [version = 17] = VERSIONS;

test("the createrole admin owns the database and its schema public and is no superuser", () =>
  withDatabase(version, async (db) => {
    const admin = await db.admin("createrole");
    assert.equal(await db.admin("createrole"), admin);
    await db.query(`create role ${db.prefix}_made; create table public.t (); create schema s`, admin);
    const [row] = await db.query("select rolsuper, rolcreaterole from pg_roles where rolname = current_user", admin);
    assert.deepEqual(row, { rolsuper: false, rolcreaterole: true });
  }));

test("the superuser admin is one, under a name of its own", () =>
  withDatabase(version, async (db) => {
    const [row] = await db.query(
      "select rolsuper, rolname from pg_roles where rolname = current_user",
      await db.admin("superuser"),
    );
    assert.deepEqual(row, { rolsuper: true, rolname: `${db.prefix}_superuser` });
  }));

test("a database may have an odd name", () =>
  withDatabase(
    version,
    async (db) => {
      assert.equal((await db.query("select current_database() as name"))[0]?.name, `${db.prefix}o'x "\n%`);
    },
    `o'x "\n%`,
  ));

test("the server's log can be read", () =>
  withDatabase(version, async (db) => {
    await assert.rejects(db.query(`select ${db.prefix}_nowhere`), { code: "42703" });
    assert.match(await serverLog(version), new RegExp(`${db.prefix}_nowhere`));
  }));

test("a server of one's own takes settings, and stands up again after a crash at the same address", () =>
  withCluster(version, { conf: { log_statement: "all", max_connections: 7 } }, async (cluster) => {
    await cluster.query("create table kept (id int)");
    assert.match(cluster.log(), /statement: create table kept/);
    assert.equal((await cluster.query("show max_connections"))[0]?.max_connections, "7");
    await cluster.stop("immediate");
    await assert.rejects(cluster.query("select 1"), { code: "ECONNREFUSED" });
    await cluster.start();
    assert.equal((await cluster.query("select 1 as one"))[0]?.one, 1);
  }));
