import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { AppError } from "../errors.ts";
import { inspectAftermath } from "../inspect/aftermath.ts";
import { inspect } from "../inspect/inspect.ts";
import { plan } from "../plan/plan.ts";
import { type PlanRequest, planRequestSchema } from "../plan/request.ts";
import { type ClientOptions, type Target, withClient } from "../postgres/client.ts";
import { ident, literal, sql } from "../postgres/sql.ts";
import {
  FEW_VERSIONS,
  type TestCluster,
  type TestDatabase,
  VERSIONS,
  type Version,
  withCluster,
  withDatabase,
} from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { queryText, withWire } from "../testing/wire.ts";
import { type Applied, type ApplyOptions, apply } from "./apply.ts";
import { madeMeanwhile, meanwhileOf } from "./made-meanwhile.ts";

/** What goes wrong around a run: servers that die, lines that break, people who stop it, others at the same time. */

const LAST = VERSIONS.at(-1) ?? 18;
const password = newPassword();
const verifier = await scramVerifier(password);

function requestFor(db: TestDatabase): PlanRequest {
  return planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    schemas: [
      { name: "public", future: true, relations: [{ name: "orders", columns: null }] },
      { name: "shop", future: true, relations: [{ name: "people", columns: ["id"] }] },
    ],
  });
}

const SHOP = "create table public.orders(id int); create schema shop; create table shop.people(id int, secret text)";

function share(
  db: TestDatabase,
  target: Target,
  more: Partial<ApplyOptions> = {},
  client: ClientOptions = {},
): Promise<Applied> {
  const request = requestFor(db);
  return withClient(target, client, (session) =>
    apply(session, {
      request,
      survey: async () => ({ snapshot: await inspect(session, { role: request.role }), findings: [] }),
      fingerprint: null,
      login: () => ({ password: literal(verifier), validUntil: null, final: null }),
      ...more,
    }),
  );
}

async function targetIn(db: TestDatabase): Promise<Target> {
  const admin = await db.admin("createrole");
  await db.query(SHOP, admin);
  return db.targetFor(admin.user, admin.password);
}

async function reads(db: TestDatabase): Promise<void> {
  await db.query("select * from public.orders; select id from shop.people", { user: `${db.prefix}_lucien`, password });
}

type OnServer = (cluster: TestCluster, db: TestDatabase, target: Target) => Promise<void>;

async function withOwnServer(version: Version, work: OnServer) {
  await withCluster(version, { conf: { synchronous_commit: "on" } }, (cluster) =>
    cluster.withDatabase(async (db) => work(cluster, db, await targetIn(db))),
  );
}

for (const version of FEW_VERSIONS) {
  test(`PG ${version}: a server that crashes after the k-th statement has none of it, for every k, and the next run does it all`, () =>
    withOwnServer(version, async (cluster, db, target) => {
      const before = await privilegesOf(db);
      const count = await withClient(target, {}, async (client) => {
        return plan(requestFor(db), await inspect(client, { role: requestFor(db).role }), []).statements.length;
      });
      assert.ok(count >= 10, `${count} statements`);
      for (let k = 0; k < count; k++) {
        let stopped: Promise<void> | null = null;
        const onEvent: ApplyOptions["onEvent"] = (event) => {
          if (event.type === "apply.statement" && event.index === k) stopped ??= cluster.stop("immediate");
        };
        // From then on no COMMIT arrives: on a busy machine it could be faster than the crash.
        const judge = (chunk: Buffer) => (stopped !== null && queryText(chunk) === "commit" ? "lose" : "pass");
        const ended = await withWire(target, judge, (wired) => share(db, wired, { onEvent })).catch((error) => error);
        assert.ok(stopped !== null, `statement ${k} of ${count} was not reached`);
        await stopped;
        await cluster.start();
        assert.ok(ended instanceof AppError, `the run ended well after statement ${k}`);
        assert.deepEqual(difference(before, await privilegesOf(db)), [], `${ended.code} after statement ${k}`);
      }
      await share(db, target);
      await reads(db);
    }));
}

test("a run that is cancelled leaves nothing, and says that it was", () =>
  withDatabase(LAST, async (db) => {
    const target = await targetIn(db);
    const before = await privilegesOf(db);
    const stop = new AbortController();
    const onEvent: ApplyOptions["onEvent"] = (event) => event.type === "apply.statement" && stop.abort();
    const failed = await share(db, target, { onEvent }, { signal: stop.signal }).catch((error) => error);
    assert.ok(failed instanceof AppError);
    assert.equal(failed.code, "connect.cancelled");
    await nobodyHolds(db, target.user);
    assert.deepEqual(difference(before, await privilegesOf(db)), []);
    await share(db, target);
    await reads(db);
  }));

/** A line that we cut is noticed by the server a moment later. */
async function nobodyHolds(db: TestDatabase, user: string): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; ) {
    const [row] = await db.query(
      `select pg_sleep(0.05), count(*)::int as n from pg_stat_activity where usename = '${user}'`,
    );
    if (row?.n === 0) return;
  }
  assert.fail("the server still has the session");
}

for (const version of FEW_VERSIONS) {
  test(`PG ${version}: thirty runs at once: one creates, the others find it done, no error, and the state is that of one run`, () =>
    withOwnServer(version, async (_, db, target) => {
      const outcomes = (await Promise.all(Array.from({ length: 30 }, () => share(db, target)))).map(
        (a) => a.plan.outcome,
      );
      assert.deepEqual(outcomes.sort(), ["create", ...Array(29).fill("unchanged")]);
      const [roles] = await db.query(
        `select count(*)::int as n from pg_roles where rolname like '${db.prefix}_lucien%'`,
      );
      assert.equal(roles?.n, 1);
      await reads(db);
      const after = await privilegesOf(db);
      await share(db, target);
      assert.deepEqual(difference(after, await privilegesOf(db)), []);
    }));
}

test("two engineers with two admins at once share what they asked for, one after the other", () =>
  withDatabase(LAST, async (db) => {
    const target = await targetIn(db);
    const other = await db.admin("superuser");
    await db.query(
      `alter database ${ident(db.name)} owner to ${ident(target.user)}; alter schema public owner to ${ident(target.user)}`,
    );
    const both = await Promise.all([share(db, target), share(db, db.targetFor(other.user, other.password))]);
    assert.equal(both.filter((a) => a.plan.outcome === "create").length, 1);
    await reads(db);
  }));

for (const version of FEW_VERSIONS) {
  test(`PG ${version}: beside a storm of other people's GRANTs on the same tables a run ends well`, () =>
    withDatabase(version, async (db) => {
      const target = await targetIn(db);
      const noise = ident(`${db.prefix}_noise`);
      await db.query(`create role ${noise}`);
      const admin = await db.admin("createrole");
      const over = { now: false };
      const storm = Array.from({ length: 4 }, async () => {
        while (!over.now) {
          await db
            .query(
              `grant select on public.orders, shop.people to ${noise}; revoke select on public.orders, shop.people from ${noise}`,
              admin,
            )
            .catch((error) => assert.equal(error.code, "XX000", "the storm's own: tuple concurrently updated"));
        }
      });
      await share(db, target).finally(() => {
        over.now = true;
      });
      await Promise.all(storm);
      await reads(db);
    }));
}

test("a table made in a transaction that was open meanwhile is named, and the next run shares it", async () => {
  await withDatabase(LAST, async (db) => {
    const target = await targetIn(db);
    await withClient(target, {}, async (busy) => {
      // Our own sessions end after 10 s of doing nothing in a transaction: this one plays somebody else's.
      await busy.query(
        sql`begin; set local idle_in_transaction_session_timeout = 0; create table public.unseen(id int)`,
      );
      const applied = await share(db, target);
      await busy.query(sql`commit`);
      const { role } = requestFor(db);
      const asked = { role, database: db.name, ...meanwhileOf(requestFor(db), applied.snapshot) };
      const missing = async () => (await withClient(target, {}, (client) => inspectAftermath(client, asked))).unread;
      const missed = madeMeanwhile(role, await missing());
      assert.deepEqual(
        missed.map((u) => u.object.name),
        ["unseen"],
      );
      await db.query("create table public.seen(id int)", await db.admin("createrole"));
      assert.equal((await missing()).length, 1);
      await db.query(missed[0]?.remedy ?? "", await db.admin("createrole"));
      await db.query("select * from public.unseen", { user: role, password });
      assert.deepEqual(await missing(), []);
    });
  });
});
