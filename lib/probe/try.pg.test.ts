import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { tryDelete } from "../statements/probe-statements.ts";
import { objectRef } from "../statements/statement.ts";
import { withDatabase } from "../testing/clusters.ts";
import { openSession } from "../testing/open-session.ts";
import type { Probe } from "../verify/verification.ts";
import { type Try, tryAll } from "./try.ts";

/** More than the few that are tried before it is known that nobody is at work. */
const TABLES = 40;
const LOCKED = `t${TABLES}`;

/** Tries to delete from every table as a role that may not, while somebody holds the last one. */
async function whileLocked(
  lockTimeoutMs: number,
  meanwhile: (asked: number, unlock: () => Promise<void>) => void,
): Promise<{ probes: Probe[]; late: Try[] }> {
  return withDatabase(17, async (db) => {
    const login = { user: `${db.prefix}_r`, password: "r" };
    await db.query(`create role ${ident(login.user)} login password 'r';
      do $$ begin for n in 1..${TABLES} loop execute format('create table public.t%s (id int)', n); end loop; end $$`);
    const other = await openSession(db, db.superuser, `begin; lock table public.${LOCKED} in access exclusive mode`);
    const tries = Array.from({ length: TABLES }, (_, n): Try => {
      const name = `t${n + 1}`;
      const object = objectRef("table", name, { schema: "public" });
      return {
        action: "delete",
        object,
        sql: tryDelete({ schema: "public", name }),
        expected: "42501",
        mode: "read only",
      };
    });
    const probes: Probe[] = [];
    const budget = { deadline: performance.now() + 3_600_000, lockTimeoutMs, statementTimeoutMs: 0, becoming: null };
    try {
      return await withClient(db.targetFor(login.user, login.password), {}, async (client) => {
        const take = (probe: Probe) => void probes.push(probe);
        const { late } = await tryAll(client, tries, budget, take, (_, asked) => meanwhile(asked, other.close));
        return { probes, late };
      });
    } finally {
      await other.close();
    }
  });
}

test("what met a lock is tried once more, and told once", async () => {
  const { probes, late } = await whileLocked(50, () => {});
  assert.deepEqual(late, []);
  assert.equal(probes.length, TABLES);
  assert.equal(new Set(probes.map(({ object }) => object?.name)).size, TABLES);
  const open = probes.filter(({ sqlstate }) => sqlstate !== "42501");
  assert.deepEqual(
    open.map(({ object, sqlstate, result }) => [object?.name, sqlstate, result]),
    [[LOCKED, "55P03", "inconclusive"]],
  );
});

test("a lock that is given back meanwhile leaves nothing unknown", async () => {
  const asked: number[] = [];
  const { probes } = await whileLocked(120_000, (before, unlock) => {
    asked.push(before);
    // Asked for the third time: the first few, all the others, and now the one that met the lock.
    if (asked.length === 3) void unlock();
  });
  assert.deepEqual(asked, [0, 16, TABLES - 1]);
  assert.equal(probes.length, TABLES);
  assert.deepEqual([...new Set(probes.map(({ sqlstate }) => sqlstate))], ["42501"]);
});
