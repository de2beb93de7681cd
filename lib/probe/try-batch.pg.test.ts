import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { ident, type Sql, sql } from "../postgres/sql.ts";
import { readNoRow, tryAlter, tryDelete, tryDrop, tryInsert, tryTruncate } from "../statements/probe-statements.ts";
import { serverLog, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { openSession } from "../testing/open-session.ts";
import type { Probe } from "../verify/verification.ts";
import { type Try, type TryBudget, tryAll } from "./try.ts";

const NAMES = ["plain", `o'x"; drop table plain; --`, "naïve $lucien_probe$ \\ {a,b}", "open"];

/** Tables of which the role may read one and change none; gives its login. */
async function tables(db: TestDatabase): Promise<{ user: string; password: string }> {
  const login = { user: `${db.prefix}_r`, password: "r" };
  await db.query(`create role ${ident(login.user)} login password 'r'`);
  for (const name of NAMES)
    await db.query(`create table public.${ident(name)} (id int); insert into public.${ident(name)} values (1)`);
  await db.query(`grant select on public.open to ${ident(login.user)}`);
  return login;
}

function tryOf(statement: Sql, mode: Try["mode"] = "read only"): Try {
  return { action: "select", object: null, sql: statement, expected: "42501", mode };
}

function triesOf(name: string): Try[] {
  const relation = { schema: "public", name, kind: "r" };
  return [
    tryOf(readNoRow(relation, null)),
    tryOf(tryInsert(relation)),
    tryOf(tryDelete(relation)),
    tryOf(tryTruncate(relation), "read write"),
    tryOf(tryAlter(relation), "read write"),
    tryOf(tryDrop(relation), "read write"),
  ];
}

async function answers(
  db: TestDatabase,
  tries: readonly Try[],
  more: Partial<TryBudget> = {},
): Promise<{ answers: string[]; late: number }> {
  const budget = { deadline: performance.now() + 3_600_000, lockTimeoutMs: 200, statementTimeoutMs: 0, becoming: null };
  const told: Probe[] = [];
  return withClient(db.targetFor(`${db.prefix}_r`, "r"), {}, async (client) => {
    const { late } = await tryAll(client, tries, { ...budget, ...more }, (probe) => void told.push(probe));
    return { answers: told.map((one) => `${one.sqlstate} ${one.message ?? ""} ${one.sql}`), late: late.length };
  });
}

for (const version of VERSIONS) {
  test(`on ${version} the answers are the same in one block, and where PL/pgSQL is missing or not for everybody`, () =>
    withDatabase(version, async (db) => {
      await tables(db);
      const tries = [...NAMES.flatMap(triesOf), tryOf(sql`select 1`), tryOf(sql`select from pg_catalog.nothing_there`)];
      const together = await answers(db, tries);
      assert.equal(together.answers.length, tries.length);
      assert.equal(together.answers.filter((one) => one.startsWith("42501")).length, tries.length - 3);
      assert.ok(together.answers.some((one) => one.startsWith("42P01")));
      await db.query("revoke usage on language plpgsql from public");
      assert.deepEqual(await answers(db, tries), together);
      await db.query("drop extension plpgsql");
      assert.deepEqual(await answers(db, tries), together);
    }));
}

const LAST = VERSIONS.at(-1) ?? 18;

test("what is allowed is taken back, and leaves nothing", () =>
  withDatabase(LAST, async (db) => {
    const { user } = await tables(db);
    await db.query(`grant all on public.plain to ${ident(user)}`);
    const { answers: told } = await answers(db, [
      tryOf(sql`insert into public.plain values (2)`, "read write"),
      tryOf(sql`create temporary table kept ()`, "read write"),
      tryOf(sql`truncate table only public.plain`, "read write"),
      tryOf(sql`select from pg_temp.kept`, "read write"),
    ]);
    assert.deepEqual(
      told.map((one) => one.slice(0, 6)),
      ["00000 ", "00000 ", "00000 ", "42P01 "],
    );
    assert.deepEqual(await db.query("select id from public.plain"), [{ id: 1 }]);
  }));

test("no refusal of a try lands in the server's log", () =>
  withDatabase(LAST, async (db) => {
    await tables(db);
    const name = `${db.prefix}_told`;
    await db.query(`create table public.${ident(name)} (id int)`);
    const { answers: told } = await answers(db, triesOf(name));
    assert.equal(told.filter((one) => one.startsWith("42501")).length, 6);
    // What is written last shows that all before it has been written.
    await assert.rejects(db.query(`select from public.${ident(`${name}_end`)}`));
    const log = await serverLog(LAST);
    assert.ok(log.includes(`${name}_end`));
    assert.ok(!log.includes(`permission denied for table ${name}`) && !log.includes(`owner of table ${name}`));
  }));

test("a try that takes too long costs the others nothing but the block", () =>
  withDatabase(LAST, async (db) => {
    await tables(db);
    const tries = [...triesOf("plain"), tryOf(sql`select pg_catalog.pg_sleep(3600)`), ...triesOf("open")];
    const { answers: told, late } = await answers(db, tries, { statementTimeoutMs: 500 });
    assert.equal(late, 0);
    const states = Map.groupBy(told, (one) => one.slice(0, 5));
    assert.deepEqual(
      ["42501", "57014", "00000"].map((state) => states.get(state)?.length),
      [11, 1, 1],
    );
  }));

test("what a block leaves unasked, since locks kept it waiting, is asked at another pace or told as late", () =>
  withDatabase(LAST, async (db) => {
    await tables(db);
    const other = await openSession(db, db.superuser, "begin; lock table public.plain in access exclusive mode");
    try {
      const quiet = Array.from({ length: 20 }, () => tryOf(tryDelete({ schema: "public", name: "open" })));
      const locked = Array.from({ length: 8 }, () => tryOf(tryDelete({ schema: "public", name: "plain" })));
      const { answers: told, late } = await answers(db, [...quiet, ...locked, ...quiet], { lockTimeoutMs: 50 });
      assert.equal(told.length + late, 48);
      assert.equal(told.filter((one) => one.startsWith("42501")).length, 40);
      assert.ok(told.some((one) => one.startsWith("55P03")));
    } finally {
      await other.close();
    }
  }));
