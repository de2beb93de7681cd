import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { planRequestSchema } from "../plan/request.ts";
import { type Client, type Target, withClient } from "../postgres/client.ts";
import { literal, sql } from "../postgres/sql.ts";
import { undo } from "../testing/apply-shop.ts";
import { FEW_VERSIONS, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { withTransactionPooler } from "../testing/pooler.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { queryText, withWire } from "../testing/wire.ts";
import { type Applied, type ApplyOptions, apply } from "./apply.ts";

/** Live databases: who waits for whom, for how long; and what stands between us and the server. */

const LAST = VERSIONS.at(-1) ?? 18;
const password = newPassword();
const verifier = await scramVerifier(password);

function share(db: TestDatabase, target: Target, more: Partial<ApplyOptions> = {}): Promise<Applied> {
  return withClient(target, {}, (session) => shareOver(db, session, more));
}

function shareOver(db: TestDatabase, session: Client, more: Partial<ApplyOptions> = {}): Promise<Applied> {
  const request = planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    schemas: [
      {
        name: "public",
        future: true,
        relations: [
          { name: "orders", columns: null },
          { name: "people", columns: ["id"] },
        ],
      },
    ],
  });
  return apply(session, {
    request,
    survey: async () => ({ snapshot: await inspect(session, { role: request.role }), findings: [] }),
    fingerprint: null,
    login: () => ({ password: literal(verifier), validUntil: null, final: null }),
    ...more,
  });
}

async function targetIn(db: TestDatabase): Promise<Target> {
  const admin = await db.admin("createrole");
  await db.query("create table public.orders(id int); create table public.people(id int, secret text)", admin);
  return db.targetFor(admin.user, admin.password);
}

async function timed(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work;
  return performance.now() - startedAt;
}

for (const version of FEW_VERSIONS) {
  test(`PG ${version}: a run that freezes before COMMIT holds up the customer's ANALYZE, CREATE INDEX and ALTER for the budget at most`, () =>
    withDatabase(version, async (db) => {
      const target = await targetIn(db);
      const before = await privilegesOf(db);
      const frozen = Promise.withResolvers<void>();
      const judge = (chunk: Buffer) => {
        // The look has committed before: only the change holds anything.
        if (!frozenNow || queryText(chunk) !== "commit") return "pass";
        frozen.resolve();
        return "lose";
      };
      let frozenNow = false;
      const onEvent: ApplyOptions["onEvent"] = (event) => {
        if (event.type === "apply.checked") frozenNow = true;
      };
      await withWire(target, judge, async (wired) => {
        const run = share(db, wired, { onEvent }).catch((error) => error);
        await Promise.race([frozen.promise, run]);
        const admin = await db.admin("createrole");
        const waits = await Promise.all(
          [
            "analyze public.orders",
            "create index on public.orders (id)",
            "alter table public.people add extra int",
          ].map((text) => timed(db.query(text, admin))),
        );
        assert.ok(Math.max(...waits) > 1_000, "nothing was held: the test would prove nothing");
        // idle_in_transaction_session_timeout is 10 s (the server's own default is none); the rest is for a busy machine.
        assert.ok(Math.max(...waits) < 25_000, `${waits.map(Math.round).join(", ")} ms`);
        // The server ended it (25P03), so it is known that nothing stands.
        assert.equal((await run).code, "change.too-slow");
      });
      assert.deepEqual(difference(before, await privilegesOf(db)), []);
    }));
}

for (const version of FEW_VERSIONS) {
  test(`PG ${version}: behind somebody's open change we wait for lock_timeout a few times, say 55P03 in words, and leave nothing`, () =>
    withDatabase(version, async (db) => {
      const target = await targetIn(db);
      const before = await privilegesOf(db);
      await withClient(target, {}, async (customer) => {
        // Our own sessions end after 10 s of doing nothing in a transaction: a customer's does not.
        await customer.query(
          sql`begin; set local idle_in_transaction_session_timeout = 0; alter table public.orders add other int; truncate public.people`,
        );
        const startedAt = performance.now();
        const failed = await share(db, target).catch((error) => error);
        const waited = performance.now() - startedAt;
        assert.equal(failed.sqlstate, "55P03");
        assert.match(failed.message, /Nothing was changed/);
        assert.notEqual(failed.hint, "");
        assert.ok(waited > 1_900 && waited < 60_000, `${Math.round(waited)} ms`);
        await customer.query(sql`rollback`);
      });
      assert.deepEqual(difference(before, await privilegesOf(db)), []);
      await share(db, target);
    }));
}

for (const version of VERSIONS) {
  test(`PG ${version}: through a pooler in transaction mode a run is whole, ten at once too`, () =>
    withDatabase(version, async (db) => {
      const target = await targetIn(db);
      await withTransactionPooler(target, async (pooled) => {
        await withClient(pooled, {}, async (client) => assert.equal(client.info.pooled, true));
        const runs = await Promise.all(Array.from({ length: 10 }, () => share(db, pooled)));
        assert.equal(runs.filter((r) => r.plan.outcome === "create").length, 1);
      });
      await db.query("select * from public.orders; select id from public.people", {
        user: `${db.prefix}_lucien`,
        password,
      });
      const [left] = await db.query(
        `select count(*)::int as n from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
      );
      assert.equal(left?.n, 0);
    }));
}

test("over budget it is all undone, and in parts it is all done, each part short", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await targetIn(db);
    const target = db.targetFor(admin.user, admin.password);
    const before = await privilegesOf(db);
    const failed = await share(db, target, { holdMs: 0 }).catch((error) => error);
    assert.equal(failed.code, "change.too-slow");
    assert.deepEqual(difference(before, await privilegesOf(db)), []);
    const parts: number[] = [];
    const onEvent: ApplyOptions["onEvent"] = (event) => {
      if (event.type === "apply.part") parts.push(event.part);
    };
    const applied = await share(db, target, { mode: "parts", holdMs: 60_000, onEvent });
    assert.deepEqual(parts, [1]);
    const after = await privilegesOf(db);
    await undo(db, admin, applied);
    assert.deepEqual(difference(before, await privilegesOf(db)), []);
    parts.length = 0;
    await share(db, target, { mode: "parts", partMs: 0, onEvent });
    assert.ok(parts.length > 3, `${parts.length} parts`);
    assert.deepEqual(difference(after, await privilegesOf(db)), []);
  }));

test("a line that breaks in a later part leaves the earlier ones, says so, and the next run goes on from there", () =>
  withDatabase(LAST, async (db) => {
    const target = await targetIn(db);
    let committed = 0;
    const judge = (chunk: Buffer) => (committed === 2 && queryText(chunk)?.startsWith("begin") ? "cut" : "pass");
    const onEvent: ApplyOptions["onEvent"] = (event) => {
      if (event.type === "apply.part") committed = event.part;
    };
    // Every part is one step.
    const failed = await withWire(target, judge, (wired) =>
      share(db, wired, { mode: "parts", partMs: 0, onEvent }),
    ).catch((error) => error);
    assert.equal(failed.code, "change.partly-made");
    assert.match(failed.message, /^2 of \d+ steps are done and stay/);
    assert.equal((await db.query(`select from pg_roles where rolname = '${db.prefix}_lucien'`)).length, 1);
    assert.equal((await share(db, target)).plan.outcome, "change");
    await db.query("select * from public.orders; select id from public.people", {
      user: `${db.prefix}_lucien`,
      password,
    });
  }));
