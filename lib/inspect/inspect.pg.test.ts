import assert from "node:assert/strict";
import { test } from "node:test";
import { type Client, withClient } from "../postgres/client.ts";
import { ident, literal, qualified, sql } from "../postgres/sql.ts";
import { type Login, serverLog, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { inspect } from "./inspect.ts";
import type { RelationFacts, Snapshot } from "./snapshot.ts";

const ODD_NAMES = [
  "o'x",
  "a%b",
  'A"b',
  "naïve",
  "two\nlines",
  "n".repeat(63),
  'EXTRA "@/\\#~_-',
  "back\\slash",
  "a.b",
  "$1",
];

function look(db: TestDatabase, as: Login, role = "nobody_yet"): Promise<Snapshot> {
  return withClient(db.targetFor(as.user, as.password), {}, (client) => inspect(client, { role }));
}

function relation(snapshot: Snapshot, schema: string, name: string): RelationFacts {
  const found = snapshot.relations.find((one) => one.schema === schema && one.name === name);
  assert.ok(found, `${schema}.${name} is in the snapshot`);
  return found;
}

for (const version of VERSIONS) {
  test(`on ${version} odd names of schemas, relations and columns come back as they are`, () =>
    withDatabase(version, async (db) => {
      for (const name of ODD_NAMES) {
        await db.query(`create schema ${ident(name)}; create table ${qualified(name, name)} (${ident(name)} int)`);
        await db.query(`grant select (${ident(name)}) on ${qualified(name, name)} to public`);
      }
      const snapshot = await look(db, db.superuser);
      for (const name of ODD_NAMES) {
        const [column] = relation(snapshot, name, name).columns;
        assert.equal(column?.name, name);
        assert.deepEqual(column?.acl, [
          { grantor: db.superuser.user, grantee: null, privilege: "SELECT", grantable: false },
        ]);
      }
    }));

  test(`on ${version} partitions of partitions stand behind their root, which holds their sums`, () =>
    withDatabase(version, async (db) => {
      await db.query(`
        create schema parts;
        create table public.events (at date, kind int) partition by range (at);
        create table parts.events_2025 partition of public.events for values from ('2025-01-01') to ('2026-01-01') partition by list (kind);
        create table parts.events_2025_1 partition of parts.events_2025 for values in (1);
        create table parts.events_2025_2 partition of parts.events_2025 for values in (2);
        create table public.parent (a int); create table public.child () inherits (public.parent);
        insert into public.events select '2025-06-01', 1 + i % 2 from generate_series(1, 1000) i;
        analyze public.events;`);
      const snapshot = await look(db, db.superuser);
      const root = relation(snapshot, "public", "events");
      assert.equal(root.kind, "p");
      assert.equal(root.partitionRoot, null);
      assert.equal(root.estimatedRows, 1000);
      assert.ok(root.bytes > 0);
      const index = snapshot.relations.indexOf(root);
      const behind = snapshot.relations.slice(index + 1, index + 4);
      assert.deepEqual(
        behind.map((one) => one.name),
        ["events_2025", "events_2025_1", "events_2025_2"],
      );
      assert.ok(behind.every((one) => one.partitionRoot === root.oid));
      assert.equal(behind[0]?.estimatedRows, 1000);
      assert.equal(relation(snapshot, "public", "child").partitionRoot, null);
    }));

  test(`on ${version} an admin who is no superuser sees the same relations and its own power over them`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      const owner = `${db.prefix}_owner`;
      await db.query(`
        create role ${ident(owner)};
        create table public.theirs (id int, password_hash text);
        alter table public.theirs owner to ${ident(owner)};
        create view public.seen as select id from public.theirs;
        create materialized view public.kept as select 1 as one;
        create foreign data wrapper ${ident(`${db.prefix}_fdw`)};
        create server ${ident(`${db.prefix}_far`)} foreign data wrapper ${ident(`${db.prefix}_fdw`)};
        create foreign table public.far (id int) server ${ident(`${db.prefix}_far`)};`);
      await db.query(`create table public.mine (id int, "from" numeric(10,2) not null)`, admin);
      await db.query(`create role ${ident(`${db.prefix}_made`)}`, admin);
      const snapshot = await look(db, admin);
      const whole = await look(db, db.superuser);
      assert.deepEqual(
        snapshot.relations.map((one) => `${one.kind} ${one.schema}.${one.name}`),
        ["f public.far", "m public.kept", "r public.mine", "v public.seen", "r public.theirs"],
      );
      assert.deepEqual(
        snapshot.relations.map((one) => one.name),
        whole.relations.map((one) => one.name),
      );
      assert.equal(relation(snapshot, "public", "mine").grantable, true);
      assert.equal(relation(snapshot, "public", "theirs").grantable, false);
      assert.equal(relation(snapshot, "public", "theirs").readable, false);
      assert.equal(relation(whole, "public", "theirs").grantable, true);
      assert.equal(relation(snapshot, "public", "theirs").columns[1]?.sensitivity?.level, "secret");
      assert.deepEqual(
        relation(snapshot, "public", "mine").columns.map(({ name, type, notNull }) => ({ name, type, notNull })),
        [
          { name: "id", type: "integer", notNull: false },
          { name: "from", type: "numeric(10,2)", notNull: true },
        ],
      );
      // A NULL ACL is the built-in default: everything for the owner.
      const { acl } = relation(snapshot, "public", "mine");
      assert.ok(acl.some((one) => one.grantee === admin.user && one.privilege === "SELECT"));
      assert.equal(snapshot.admin.superuser, false);
      assert.ok(snapshot.admin.actsAs.includes(admin.user));
      assert.ok(!snapshot.admin.actsAs.includes(owner));
      // user.c: before 16 CREATEROLE grants any role; since, the ones it made (and holds ADMIN on).
      if (version < 16) assert.equal(snapshot.admin.canGrantRoles, true);
      else assert.deepEqual(snapshot.admin.canGrantRoles, [`${db.prefix}_made`]);
      assert.equal(snapshot.server.versionNum >= version * 10_000, true);
      assert.equal(snapshot.database.owner, admin.user);
    }));

  test(`on ${version} it waits behind nobody's ACCESS EXCLUSIVE lock`, () =>
    withDatabase(version, async (db) => {
      await db.query(`
        create table public.free (id int); create table public.held (id int);
        alter table public.free enable row level security; alter table public.held enable row level security;
        create policy all_rows on public.free for select using (true);
        create policy some_rows on public.held using (id > 1);`);
      const { user, password } = db.superuser;
      await withClient(db.targetFor(user, password), {}, async (holder) => {
        await holder.query(sql`begin; set local idle_in_transaction_session_timeout = 0`);
        await holder.query(sql`lock table public.held in access exclusive mode`);
        const before = (await serverLog(version)).length;
        const { snapshot, pid } = await withClient(db.targetFor(user, password), {}, async (client) => {
          return { snapshot: await inspect(client, { role: "nobody_yet" }), pid: client.info.backendPid };
        });
        // Whoever waits is ended by lock_timeout or statement_timeout, and the server writes that down.
        const log = (await serverLog(version)).slice(before);
        assert.doesNotMatch(log, new RegExp(`\\[${pid}\\] ERROR:`));
        const [free] = relation(snapshot, "public", "free").policies;
        const [held] = relation(snapshot, "public", "held").policies;
        assert.deepEqual(free, {
          name: "all_rows",
          permissive: true,
          command: "r",
          roles: [null],
          using: "true",
          hasUsing: true,
        });
        assert.equal(held?.using, null);
        assert.equal(held?.hasUsing, true);
        await holder.query(sql`rollback`);
      });
      const [held] = relation(await look(db, db.superuser), "public", "held").policies;
      assert.equal(held?.using, "(id > 1)");
    }));

  test(`on ${version} the role that is to be made is found with its comment, settings and what it owns`, () =>
    withDatabase(version, async (db) => {
      const role = `${db.prefix}_reader`;
      assert.equal((await look(db, db.superuser, role)).role, null);
      await db.query(`
        create role ${ident(role)} login connection limit 3 valid until 'infinity';
        comment on role ${ident(role)} is ${literal("lucien-readonly/1")};
        alter role ${ident(role)} set statement_timeout = '60s';
        alter role ${ident(role)} in database ${ident(db.name)} set lock_timeout = '1s';
        create table public.notes (id int); alter table public.notes owner to ${ident(role)};`);
      await db.query(`create database ${ident(`${db.name}_2`)} template template0`);
      await db.query(`alter database ${ident(`${db.name}_2`)} owner to ${ident(role)}`);
      const found = (await look(db, db.superuser, role)).role;
      assert.equal(found?.marker, "ours");
      assert.equal(found?.connectionLimit, 3);
      assert.equal(found?.validUntil, "infinity");
      assert.deepEqual(found?.settings, ["statement_timeout=60s"]);
      assert.deepEqual(found?.databaseSettings, ["lock_timeout=1s"]);
      assert.deepEqual(found?.owns, [`database ${db.name}_2`, "table public.notes"]);
    }));

  test(`on ${version} the number of round trips does not depend on the number of relations`, () =>
    withDatabase(version, async (db) => {
      const { user, password } = db.superuser;
      const count = () =>
        withClient(db.targetFor(user, password), {}, async (client) => {
          const counted = counting(client);
          await inspect(counted.client, { role: "nobody_yet" });
          return counted.calls();
        });
      await db.query(`create table public.one (id int)`);
      const few = await count();
      await db.query(
        `do $$ begin for i in 1..300 loop execute format('create table public.t%s (id int, "c%s" text)', i, i); end loop; end $$`,
      );
      assert.equal(await count(), few);
    }));
}

function counting(client: Client): { client: Client; calls: () => number } {
  let calls = 0;
  const wrapped: Client = {
    info: client.info,
    end: () => client.end(),
    query: (statement, values) => {
      calls += 1;
      return client.query(statement, values);
    },
    many: (requests, onAnswer) => {
      calls += 1;
      return client.many(requests, onAnswer);
    },
  };
  return { client: wrapped, calls: () => calls };
}
