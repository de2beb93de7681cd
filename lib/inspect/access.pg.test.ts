import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { ident, sql } from "../postgres/sql.ts";
import { serverLog, VERSIONS, withCluster, withDatabase } from "../testing/clusters.ts";
import { inspectAccess } from "./access.ts";

for (const version of VERSIONS) {
  test(`looking never waits behind a lock longer than its budget, and says what it missed, on ${version}`, () =>
    withDatabase(version, async (db) => {
      const role = ident(`${db.prefix}_ro`);
      await db.query(`create role ${role} login password 'x'; grant usage on schema public to ${role};
        create table public.t (a int); create view public.v as select a from public.t; create view public.w as select a from public.t;
        grant select, insert on public.v, public.w to ${role}`);
      await withClient(db.targetFor(db.superuser.user, db.superuser.password), {}, async (holder) => {
        await holder.query(sql`begin; set local idle_in_transaction_session_timeout = 0`);
        await holder.query(sql`lock table public.v in access exclusive mode`);
        await withClient(db.targetFor(`${db.prefix}_ro`, "x"), {}, async (client) => {
          const before = (await serverLog(version)).length;
          const access = await inspectAccess(client, `${db.prefix}_ro`);
          // By lock_timeout, which is short: no statement had to be ended by its statement_timeout.
          const log = (await serverLog(version)).slice(before);
          assert.match(log, new RegExp(`\\[${client.info.backendPid}\\] ERROR: .* lock timeout`));
          assert.doesNotMatch(log, new RegExp(`\\[${client.info.backendPid}\\] ERROR: .* statement timeout`));
          assert.deepEqual(
            access.missed.map((one) => one.what),
            ["public.v"],
          );
          const events = [...access.updatability.values()].map((one) => [one.label, one.events]);
          assert.deepEqual(new Map(events as [string, unknown][]).get("public.v"), null);
        });
        await holder.query(sql`rollback`);
      });
    }));

  test(`an unknown role, and none, is what PUBLIC is, on ${version}`, () =>
    withDatabase(version, async (db) => {
      await db.query("create table public.t (a int); grant insert on public.t to public");
      await withClient(db.targetFor(db.superuser.user, db.superuser.password), {}, async (client) => {
        for (const name of [null, `${db.prefix}_nobody`]) {
          const access = await inspectAccess(client, name);
          assert.equal(access.role, null);
          assert.deepEqual(access.reach, []);
          assert.deepEqual(
            access.relationGrants.filter((g) => g.schema === "public").map((g) => [g.name, g.privileges]),
            [["t", ["INSERT"]]],
          );
        }
      });
    }));

  test(`a system table that was taken from PUBLIC is said, and the rest is looked at, on ${version}`, () =>
    withDatabase(version, async (db) => {
      const role = `${db.prefix}_ro`;
      await db.query(`create role ${ident(role)} login password 'x'; create table public.t (a int); grant insert on public.t to ${ident(role)};
        revoke select on pg_catalog.pg_foreign_server from public`);
      const access = await withClient(db.targetFor(role, "x"), {}, (client) => inspectAccess(client, role));
      const reasons = new Set(access.missed.map((one) => one.reason));
      assert.deepEqual([...reasons], ["this login may not read pg_catalog.pg_foreign_server"]);
      assert.ok(access.relationGrants.some((grant) => grant.name === "t"));
      assert.deepEqual(access.grants, []);
    }));

  test(`the role's own login and an admin's see the same, on ${version}`, () =>
    // A server of its own: roles and databases of other tests come and go between the two looks.
    withCluster(version, {}, (cluster) =>
      cluster.withDatabase(async (db) => {
        const [role, team] = [`${db.prefix}_ro`, `${db.prefix}_team`];
        await db.query(`create role ${ident(role)} login password 'x'; create role ${ident(team)}; grant ${ident(team)} to ${ident(role)};
        create table public.t (a int, b int); grant select (a), update (b) on public.t to ${ident(team)};
        create function public.f() returns int language sql security definer as 'select 1';
        alter table public.t enable row level security; grant usage on schema public to ${ident(role)}`);
        const looks = [];
        for (const login of [{ user: role, password: "x" }, db.superuser])
          looks.push(
            await withClient(db.targetFor(login.user, login.password), {}, (client) => inspectAccess(client, role)),
          );
        const [own, others] = looks.map((access) => ({
          ...access,
          hashes: null,
          server: { ...access.server, ownSession: null },
        }));
        assert.deepEqual(own, others);
      }),
    ));
}
