import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { ident, literal } from "../postgres/sql.ts";
import { hostile, traces } from "../probe/hostile.fixtures.ts";
import { type Login, serverLog, type TestDatabase, VERSIONS, withCluster, withDatabase } from "../testing/clusters.ts";
import type { Verification, VerifyEvent } from "./verification.ts";
import { type VerifyOptions, verify } from "./verify.ts";

for (const version of VERSIONS) {
  test(`on ${version} a full audit of a hostile server assigns not one transaction id`, () =>
    withCluster(version, { conf: { autovacuum: "off" } }, (cluster) =>
      cluster.withDatabase(async (db) => {
        const login = await hostile(db, version >= 17 ? `${SPY} ${LOGIN_SPY}` : SPY);
        const before = await traces(db);
        const ids = () => db.query("select pg_snapshot_xmax(pg_current_snapshot())::text as next");
        const [first] = await ids();
        const verification = await verifying(db, login);
        assert.deepEqual([await traces(db), (await ids())[0]], [before, first]);
        assert.equal(verification.verdict, "can-write");
        assert.ok(verification.probes.length > 50);
      }),
    ));

  test(`on ${version} everything locked by somebody else costs no more than the budget`, () =>
    withDatabase(version, async (db) => {
      const login = await hostile(db);
      const other = new pg.Client({ host: db.host, port: db.port, database: db.name, ...db.superuser });
      await other.connect();
      try {
        const tables = await db.query(
          "select oid::regclass::text as name from pg_class where relkind in ('r', 'p', 'm', 'v') and relnamespace in ('public'::regnamespace, 'h'::regnamespace)",
        );
        for (const { name } of tables) {
          const kind = /view|joined/.test(name) ? "" : "table ";
          await other.query(`begin; savepoint s`).catch(() => undefined);
          await other.query(`lock ${kind}${name} in access exclusive mode`).catch(() => other.query("rollback to s"));
        }
        const started = performance.now();
        const verification = await verifying(db, login, { probeBudgetMs: 3_000 });
        // Every try of every table would wait for lock_timeout: half a minute and more.
        assert.ok(performance.now() - started < 25_000);
        assert.ok(verification.findings.some(({ code }) => code === "not-tried"));
      } finally {
        await other.end();
      }
    }));

  test(`on ${version} another database that PUBLIC may write in is found, one that refuses the login is closed`, () =>
    withDatabase(version, async (db) => {
      const login = await plain(db);
      const there = `${db.prefix}_there`;
      await db.query(`create database ${ident(there)} template template0`);
      await db.query(`create database ${ident(`${db.prefix}_shut`)} template template0; `);
      await db.query(`revoke connect on database ${ident(`${db.prefix}_shut`)} from public`);
      await inside(db, there, "create table public.inbox(a int); grant insert on public.inbox to public");
      // Others' databases are there, too, as many as tests run beside this one.
      const verification = await verifying(db, login, { mostDatabases: 500 });
      const found = verification.findings.find(({ object }) => object?.name === "inbox");
      assert.deepEqual([found?.class, found?.object?.database], ["write", there]);
      assert.equal(verification.verdict, "can-write");
      assert.ok(!verification.findings.some(({ object }) => object?.database?.endsWith("_shut")));
    }));

  test(`on ${version} what was granted is read, everything else refused, and each is told as it comes`, () =>
    withDatabase(version, async (db) => {
      const login = await plain(db);
      const events: VerifyEvent[] = [];
      const onEvent = (event: VerifyEvent) => void events.push(event);
      const verification = await verifying(db, login, { onEvent, mostDatabases: 500 });
      assert.equal(verification.reach, "all");
      // Into others' databases it may be refused: they are closed and dropped with the tests beside this one.
      const mine = verification.probes.filter(({ action, object }) => action !== "connect" || ofServer(object?.name));
      assert.deepEqual(
        mine.filter(({ expected, sqlstate }) => expected !== sqlstate),
        [],
      );
      assert.equal(mine.filter(({ action }) => action === "connect").length, 2);
      // The visits to other databases tell of themselves meanwhile, in their own time.
      const order = events.filter((event) => event.type !== "verify.probe" || event.probe.action !== "connect");
      assert.deepEqual([order[0]?.type, order[1]?.type], ["verify.signed-in", "verify.catalog"]);
      assert.equal(events.at(-1)?.type, "verify.done");
      const told = events.flatMap((event) => (event.type === "verify.probe" ? [event.probe] : []));
      assert.equal(told.length, verification.probes.length);
      const planned = events.flatMap((event) => (event.type === "verify.catalog" ? [event.planned] : []));
      const asked = events.flatMap((event) => (event.type === "verify.asking" ? [event.asked] : []));
      const here = told.filter(({ action }) => action !== "connect").length;
      assert.deepEqual(planned, [here]);
      assert.equal(asked[0], 0);
      assert.ok(asked.every((count, i) => count < here && (i === 0 || count > (asked[i - 1] ?? 0))));
      const ways = events.flatMap((event) => (event.type === "verify.way" ? [event.way.id] : []));
      assert.equal(new Set(ways).size, 8);
    }));
}

test("a database with a login trigger is entered only when asked for", () =>
  withCluster(17, {}, (cluster) =>
    cluster.withDatabase(async (db) => {
      const login = await plain(db);
      await cluster.query("create database spied template template0");
      await inside(db, "spied", LOGIN_WRITER);
      const logins = () =>
        inside(db, "spied", `select count(*)::int as n from h.trace where who = ${literal(login.user)}`);
      const without = await verifying(db, login);
      assert.ok(
        without.findings.some(({ code, object }) => code === "other-database-unknown" && object?.name === "spied"),
      );
      assert.deepEqual(await logins(), [{ n: 0 }]);
      const asked = await verifying(db, login, { enterLoginTriggers: true });
      assert.ok(!asked.findings.some(({ code }) => code === "other-database-unknown"));
      assert.deepEqual(await logins(), [{ n: 1 }]);
    }),
  ));

test("beyond the limit the other databases are named, and the verdict is not proven", () =>
  withCluster(17, {}, (cluster) =>
    cluster.withDatabase(async (db) => {
      const login = await plain(db);
      await cluster.query("revoke create on schema public from public");
      for (const name of ["a1", "a2", "a3"]) await cluster.query(`create database ${name} template template0`);
      const { verdict, findings } = await verifying(db, login, { mostDatabases: 1 });
      const unknown = findings
        .filter(({ code }) => code === "other-database-unknown")
        .map(({ object }) => object?.name);
      assert.deepEqual([verdict, unknown], ["inconclusive", ["a2", "a3", "postgres", "template1"]]);
    }),
  ));

test("a role with one connection is never asked for two", () =>
  withDatabase(17, async (db) => {
    const login = await plain(db);
    await db.query(`alter role ${ident(login.user)} connection limit 1`);
    const { findings } = await verifying(db, login);
    assert.ok(!findings.some(({ code, object }) => code === "other-database-unknown" && ofServer(object?.name)));
    assert.ok(!(await serverLog(17)).includes(`too many connections for role "${login.user}"`));
  }));

test("names that look like SQL are told as they are", () =>
  withDatabase(17, async (db) => {
    const login = await plain(db);
    const odd = `x'); drop table "a"; --`;
    await db.query(`create schema ${ident(odd)}; create table ${ident(odd)}.${ident(`<b>${odd}`)}(${ident(odd)} int);
      grant usage on schema ${ident(odd)} to public; grant update(${ident(odd)}) on ${ident(odd)}.${ident(`<b>${odd}`)} to public`);
    const { findings } = await verifying(db, login);
    const found = findings.find(({ code }) => code === "column-privilege");
    assert.deepEqual([found?.object?.schema, found?.object?.name, found?.object?.column], [odd, `<b>${odd}`, odd]);
  }));

/** The two that every server has and nobody drops. */
function ofServer(database = ""): boolean {
  return ["postgres", "template1"].includes(database);
}

const SPY = `create function h.spy() returns event_trigger language plpgsql security definer as $$
  begin insert into h.trace values (tg_tag); perform nextval('h.moved'); end $$;
  create event trigger spy on ddl_command_start execute function h.spy();`;

/** Runs at every login; only the second one writes, which is no fault of the audit but of the login itself. */
const LOGIN_SPY = `create function h.greet() returns event_trigger language plpgsql as $$ begin perform 1; end $$;
  create event trigger greet on login execute function h.greet();`;
const LOGIN_WRITER = `create schema h; create table h.trace(who text);
  create function h.greet() returns event_trigger language plpgsql security definer as $$
    begin insert into h.trace values (session_user); end $$;
  create event trigger greet on login execute function h.greet();`;

async function plain(db: TestDatabase): Promise<Login> {
  const login = { user: `${db.prefix}_r`, password: "r" };
  await db.query(`create table public.orders(id serial primary key, note text); create table public.closed(id int);
    create role ${ident(login.user)} login password ${literal(login.password)}; grant select on public.orders to ${ident(login.user)};
    grant usage on schema public to ${ident(login.user)}; grant select on public.closed to ${ident(login.user)}`);
  return login;
}

async function inside(db: TestDatabase, database: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ host: db.host, port: db.port, database, ...db.superuser });
  await client.connect();
  try {
    return (await client.query(text)).rows ?? [];
  } finally {
    await client.end();
  }
}

function verifying(db: TestDatabase, login: Login, more: Partial<VerifyOptions> = {}): Promise<Verification> {
  const target = { ...db.targetFor(login.user, login.password), tls: "disable" as const, caPem: null };
  // A busy machine must not leave anything untried for want of time.
  return verify(target, { scope: null, probeBudgetMs: 90_000, ...more });
}
