import assert from "node:assert/strict";
import { test } from "node:test";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { withClient } from "./client.ts";
import { integer, sql } from "./sql.ts";
import { withTransaction } from "./transaction.ts";

const BUDGETS = { lockTimeoutMs: 2000, statementTimeoutMs: 3000, idleTimeoutMs: 4000 };

function superuserOf(db: TestDatabase) {
  return db.targetFor(db.superuser.user, db.superuser.password);
}

for (const version of VERSIONS) {
  test(`on ${version} the budgets hold inside, and nothing of them afterwards`, () =>
    withDatabase(version, async (db) => {
      await withClient(superuserOf(db), {}, async (client) => {
        const settings = sql`select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
          current_setting('idle_in_transaction_session_timeout') as idle, current_setting('transaction_isolation') as isolation,
          current_setting('transaction_read_only') as read_only, current_setting('search_path') as path`;
        const inside = await withTransaction(
          client,
          { ...BUDGETS, readOnly: true, isolation: "repeatable read" },
          async () => (await client.query(settings)).rows[0],
        );
        assert.deepEqual(inside, {
          lock: "2s",
          statement: "3s",
          idle: "4s",
          isolation: "repeatable read",
          read_only: "on",
          path: "pg_catalog",
        });
        assert.equal((await client.query<{ statement: string }>(settings)).rows[0]?.statement, "1min");
      });
    }));

  test(`on ${version} a role that defaults to read only writes all the same, since READ WRITE is said`, () =>
    withDatabase(version, async (db) => {
      const role = `${db.prefix}_ro`;
      await db.query(`create role ${role} login password 'x'; alter role ${role} set default_transaction_read_only = on;
        create table t (i int); grant all on t to ${role}`);
      await withClient(db.targetFor(role, "x"), {}, async (client) => {
        await withTransaction(client, BUDGETS, () => client.query(sql`insert into public.t values (1)`));
      });
      assert.deepEqual(await db.query("select i from t"), [{ i: 1 }]);
    }));

  test(`on ${version} what throws is rolled back, and its error is the one that comes out`, () =>
    withDatabase(version, async (db) => {
      await withClient(superuserOf(db), {}, async (client) => {
        await assert.rejects(
          withTransaction(client, BUDGETS, async () => {
            await client.query(sql`create table public.made ()`);
            throw new Error("the first error");
          }),
          /the first error/,
        );
        await assert.rejects(
          withTransaction(client, BUDGETS, () =>
            client.many([sql`create table public.made ()`, sql`select 1/0`, sql`select 2`]),
          ),
          { sqlstate: "22012", statementIndex: 1 },
        );
        assert.deepEqual((await client.query(sql`select to_regclass('public.made') as made`)).rows, [{ made: null }]);
      });
    }));

  test(`on ${version} a swallowed failure does not pass for a commit`, () =>
    withDatabase(version, async (db) => {
      await withClient(superuserOf(db), {}, async (client) => {
        await assert.rejects(
          withTransaction(client, BUDGETS, async () => {
            await client.query(sql`create table public.made ()`);
            await client.query(sql`select 1/0`).catch(() => undefined);
          }),
          { code: "change.rolled-back" },
        );
        assert.deepEqual((await client.query(sql`select to_regclass('public.made') as made`)).rows, [{ made: null }]);
      });
    }));

  test(`on ${version} when the line dies the cause comes out, not the failed rollback`, () =>
    withDatabase(version, async (db) => {
      await assert.rejects(
        withClient(superuserOf(db), {}, (client) =>
          withTransaction(client, BUDGETS, async () => {
            await client.query(sql`create table public.made ()`);
            await client.query(sql`select pg_terminate_backend(${integer(client.info.backendPid)})`);
          }),
        ),
        { sqlstate: "57P01" },
      );
      assert.deepEqual(await db.query("select to_regclass('public.made') as made"), [{ made: null }]);
    }));
}

test("a COMMIT whose answer never comes leaves the outcome open, and says so", () =>
  withDatabase(VERSIONS[0] ?? 17, async (db) => {
    await db.query(`create table t (i int);
      create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return null; end $$;
      create constraint trigger late after insert on t deferrable initially deferred for each row execute function wait()`);
    await assert.rejects(
      // Long enough for everything before, however busy the machine is.
      withClient(superuserOf(db), { readTimeoutMs: 3_000 }, (client) =>
        withTransaction(client, { ...BUDGETS, statementTimeoutMs: 120_000 }, () =>
          client.query(sql`insert into public.t values (1)`),
        ),
      ),
      { code: "change.outcome-unknown" },
    );
  }));

test("a COMMIT that the server refuses is told with the server's own SQLSTATE", () =>
  withDatabase(VERSIONS[0] ?? 17, async (db) => {
    await db.query("create table t (i int unique deferrable initially deferred); insert into t values (1)");
    await assert.rejects(
      withClient(superuserOf(db), {}, (client) =>
        withTransaction(client, BUDGETS, () => client.query(sql`insert into public.t values (1)`)),
      ),
      { sqlstate: "23505" },
    );
    assert.deepEqual(await db.query("select count(*)::int as n from t"), [{ n: 1 }]);
  }));
