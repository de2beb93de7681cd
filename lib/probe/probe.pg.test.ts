import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { withClient } from "../postgres/client.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import type { RelationRights } from "../verify/verification.ts";
import { hostile, traces } from "./hostile.fixtures.ts";
import { type ProbeOptions, type ProbeReport, probe } from "./probe.ts";

for (const version of VERSIONS) {
  test(`on ${version} probing a hostile database leaves no trace`, () =>
    withDatabase(version, async (db) => {
      const login = await hostile(db);
      const before = await traces(db);
      const started = performance.now();
      const report = await probing(db, login);
      // slow_default would sleep for 30 s.
      assert.ok(performance.now() - started < 25_000);
      assert.deepEqual(await traces(db), before);
      const skipped = report.notTried.filter(({ reason }) => reason === "runs-code").map(({ name }) => name);
      assert.deepEqual(skipped.sort(), [
        "outer_view",
        "slow_default",
        "sly_check",
        "sly_default",
        "sly_index",
        "sly_parts",
        "sly_policy",
        "sly_view",
      ]);
      const odd = report.probes.filter((one) => one.result === "inconclusive");
      assert.deepEqual(
        odd.map((one) => `${one.action} ${one.object?.name} ${one.sqlstate}`),
        ["select empty_stored 55000"],
      );
      assert.deepEqual(
        report.probes.filter((one) => one.expected !== one.sqlstate).map((one) => one.object?.name),
        ["empty_stored"],
      );
    }));

  test(`on ${version} every way to change a table is refused with 42501`, () =>
    withDatabase(version, async (db) => {
      const report = await probing(db, await hostile(db));
      const of = (name: string) => report.probes.filter(({ object }) => object?.name === name);
      const all = ["alter", "delete", "drop", "insert", "select", "truncate", "update"];
      for (const name of ["plain", "o'x; drop table plain; --", 'A"b%c', "parts"]) {
        assert.deepEqual(
          of(name)
            .map(({ action }) => action)
            .sort(),
          all,
        );
        for (const one of of(name)) assert.equal(one.result, one.action === "select" ? "allowed" : "denied");
      }
      assert.deepEqual(of("closed").find(({ action }) => action === "select")?.result, "denied");
      assert.deepEqual(
        of("sly_default")
          .map(({ action }) => action)
          .sort(),
        ["alter", "drop", "truncate"],
      );
      const beside = report.probes.filter(({ action }) =>
        ["create-schema", "nextval", "set-role", "cte"].includes(action),
      );
      assert.ok(beside.every(({ expected, sqlstate }) => expected === sqlstate) && beside.length > 5);
    }));

  test(`on ${version} a role that defaults to read only is still refused with 42501`, () =>
    withDatabase(version, async (db) => {
      const login = await hostile(db);
      await db.query(
        `alter role "${login.user}" set default_transaction_read_only = on; alter role "${login.user}" set statement_timeout = 50`,
      );
      const report = await probing(db, login);
      assert.deepEqual(
        report.probes.filter(({ sqlstate }) => !["00000", "42501", "55000"].includes(sqlstate)),
        [],
      );
    }));

  test(`on ${version} a table locked by somebody else is left alone, and so is one that gets locked meanwhile`, () =>
    withDatabase(version, async (db) => {
      const login = await hostile(db);
      const other = new pg.Client({ host: db.host, port: db.port, database: db.name, ...db.superuser });
      await other.connect();
      await other.query("begin; lock table public.plain, public.parts in access exclusive mode");
      const started = performance.now();
      const report = await probing(db, login, { budgetMs: 2_000 }).finally(() => other.end());
      assert.ok(performance.now() - started < 25_000);
      const busy = report.notTried.filter(({ reason }) => reason === "busy").map(({ name }) => name);
      assert.ok(["plain", "parts", "honest_view", "joined"].every((name) => busy.includes(name)));
      assert.ok(!report.probes.some(({ sqlstate }) => sqlstate === "55P03"));
    }));

  test(`on ${version} an event trigger keeps us from trying commands`, () =>
    withDatabase(version, async (db) => {
      const spy = `create function h.spy() returns event_trigger language plpgsql security definer as $$
        begin insert into h.trace values (tg_tag); perform nextval('h.moved'); end $$;
        create event trigger spy on ddl_command_start execute function h.spy();`;
      const login = await hostile(db, spy);
      const before = await traces(db);
      const report = await probing(db, login);
      assert.deepEqual(await traces(db), before);
      assert.ok(!report.probes.some(({ action }) => ["alter", "drop", "create-table", "truncate"].includes(action)));
      assert.ok(report.notTried.some(({ reason }) => reason === "event-trigger"));
    }));

  test(`on ${version} what the catalog grants is not tried`, () =>
    withDatabase(version, async (db) => {
      const login = await hostile(db);
      await db.query("grant insert, truncate on public.plain to public");
      const report = await probing(db, login);
      const tried = report.probes.filter(({ object }) => object?.name === "plain").map(({ action }) => action);
      assert.deepEqual(tried.sort(), ["alter", "delete", "drop", "select", "update"]);
    }));

  test(`on ${version} what the server says it may do is not tried, though whoever asked did not know`, () =>
    withDatabase(version, async (db) => {
      const login = await hostile(db);
      await db.query(`create schema own authorization "${login.user}"; create table own.here(id int); grant update (id) on own.here to public;
        grant truncate on public.plain to public`);
      const before = await traces(db);
      const rights = (await rightsOf(db, login.user, "'public', 'own'")).map((one) => ({ ...one, can: [] }));
      const report = await probing(db, login, {}, rights);
      assert.deepEqual(await traces(db), before);
      const tried = (name: string) =>
        report.probes
          .filter(({ object }) => object?.name === name)
          .map(({ action }) => action)
          .sort();
      assert.deepEqual(tried("here"), ["alter", "delete", "insert", "select", "truncate"]);
      assert.ok(!tried("plain").includes("truncate"));
    }));

  test(`on ${version} an admin's session probes as the role`, () =>
    withDatabase(version, async (db) => {
      const login = await hostile(db);
      const before = await traces(db);
      const report = await probing(db, db.superuser, { role: login.user, ownSession: false });
      assert.deepEqual(await traces(db), before);
      const plain = report.probes.filter(({ object }) => object?.name === "plain");
      assert.equal(plain.length, 7);
      assert.ok(plain.every(({ expected, sqlstate }) => expected === sqlstate));
    }));

  test(`on ${version} the admin who made the role lets itself in for the tries, and nothing of that stays`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      const role = `${db.prefix}_made`;
      await db.query(
        `create role ${role} login; create table public.plain (id int generated always as identity, n int);
         create view public.over_it as select id, n from public.plain;
         grant select on public.plain, public.over_it to ${role}`,
        admin,
      );
      // Of this test's roles: others' come and go on the same server.
      const memberships = () =>
        db.query(`select m.* from pg_auth_members m join pg_roles r on r.oid = m.roleid
          where r.rolname like '${db.prefix}%' order by m.roleid, m.member, m.grantor`);
      const before = await memberships();
      const report = await probing(db, admin, { role, ownSession: false });
      assert.deepEqual(await memberships(), before);
      const plain = report.probes.filter(({ object }) => object?.name === "plain");
      assert.equal(plain.length, 7);
      assert.deepEqual(
        report.probes.filter(({ expected, sqlstate }) => expected !== sqlstate),
        [],
      );
      const overIt = report.probes.filter(({ object }) => object?.name === "over_it").map(({ action }) => action);
      assert.ok(overIt.includes("delete") && !overIt.includes("update"));
      assert.deepEqual(report.notTried, []);
    }));
}

test("what an INSTEAD rule answers for every row is not tried, what it answers for some is refused", () =>
  withDatabase(VERSIONS.at(-1) ?? 18, async (db) => {
    const login = await hostile(db);
    await db.query(`create table public.kept(id int);
      create view public.hushed as select id from public.kept;
      create rule hush as on insert to public.hushed do instead nothing;
      create rule no_delete as on delete to public.kept do instead nothing;
      create rule some_insert as on insert to public.kept where new.id > 5 do instead nothing`);
    const rights = await rightsOf(db, login.user, "'public'");
    const report = await probing(db, login, {}, rights);
    const triedOn = (name: string) => report.probes.filter(({ object }) => object?.name === name);
    const actions = (name: string) =>
      triedOn(name)
        .map(({ action }) => action)
        .sort();
    assert.deepEqual(actions("kept"), ["alter", "drop", "insert", "select", "truncate", "update"]);
    assert.deepEqual(actions("hushed"), ["alter", "drop", "select", "update"]);
    assert.deepEqual(
      [...triedOn("kept"), ...triedOn("hushed")].filter(({ result }) => result !== "denied"),
      [],
    );
  }));

test("an admin who may not become the role has nothing tried, least of all with his own rights", () =>
  withDatabase(17, async (db) => {
    const login = await hostile(db);
    const admin = await db.admin("createrole");
    const before = await traces(db);
    const report = await probing(db, admin, { role: login.user, ownSession: false });
    assert.deepEqual(await traces(db), before);
    assert.deepEqual(report.probes, []);
    assert.ok(report.notTried.some(({ name, reason }) => name === "plain" && reason === "session"));
  }));

function probing(
  db: TestDatabase,
  login: Login,
  more: Partial<ProbeOptions> = {},
  rights?: RelationRights[],
): Promise<ProbeReport> {
  const target = { ...db.targetFor(login.user, login.password), tls: "disable" as const, caPem: null };
  // A busy machine must not leave anything untried for want of time.
  const options = { role: login.user, database: db.name, ownSession: true, budgetMs: 90_000, ...more };
  return withClient(target, {}, async (client) => probe(client, rights ?? (await rightsOf(db, options.role)), options));
}

async function rightsOf(db: TestDatabase, role: string, schemas = "'public'"): Promise<RelationRights[]> {
  const rows = await db.query(`select n.nspname as schema, c.relname as name, c.relkind as kind,
      has_table_privilege('${role}', c.oid, 'SELECT') as reads,
      array_remove(array[case when has_table_privilege('${role}', c.oid, 'INSERT') then 'insert' end,
        case when has_table_privilege('${role}', c.oid, 'TRUNCATE') then 'truncate' end], null) as can
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in (${schemas}) and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition`);
  return rows.map(({ schema, name, kind, reads, can }) => ({
    schema,
    name,
    kind,
    estimatedRows: null,
    meant: reads,
    read: reads ? "all" : "none",
    readableColumns: 0,
    columns: 0,
    can,
  }));
}
