import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "../inspect/inspect.ts";
import { plan } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client } from "../postgres/client.ts";
import { asAdmin, makeShop, password, requestFor, run, surveyFor } from "../testing/apply-shop.ts";
import { FEW_VERSIONS, type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import type { Survey } from "./survey.ts";

/** The world moves between what was seen and what is done. */

const LAST = VERSIONS.at(-1) ?? 18;
const REMAKE = `drop table public.orders cascade; create table public.orders(id int, secret int);
  create view public.totals as select 1 as sum`;

async function shopIn(db: TestDatabase): Promise<{ admin: Login; request: PlanRequest; shown: string }> {
  const admin = await db.admin("createrole");
  await makeShop(db, admin);
  const request = requestFor(db);
  const look = (client: Client) => inspect(client, { role: request.role });
  const shown = await asAdmin(db, admin, async (client) => plan(request, await look(client), []).fingerprint);
  return { admin, request, shown };
}

/** The look under the lock, and right behind it what somebody else does, before anything is granted. */
function surveyThen(request: PlanRequest, between: () => Promise<unknown>): Survey {
  let pending = true;
  return async (client, wish) => {
    const seen = await surveyFor(request)(client, wish);
    if (pending) await between();
    pending = false;
    return seen;
  };
}

test("a plan that was shown is not run once the world has moved", () =>
  withDatabase(LAST, async (db) => {
    const { admin, request, shown } = await shopIn(db);
    await db.query(REMAKE, admin);
    const failed = await asAdmin(db, admin, (client) => run(client, request, { fingerprint: shown })).catch((e) => e);
    assert.equal(failed.code, "refused.world-moved");
    assert.deepEqual(await db.query(`select from pg_roles where rolname = '${request.role}'`), []);
  }));

test("a plan that was shown is run when nothing has moved", () =>
  withDatabase(LAST, async (db) => {
    const { admin, request, shown } = await shopIn(db);
    const applied = await asAdmin(db, admin, (client) => run(client, request, { fingerprint: shown }));
    assert.equal(applied.plan.fingerprint, shown);
    assert.ok(applied.statements.length > 0);
  }));

for (const version of FEW_VERSIONS) {
  test(`PG ${version}: a table made anew under its name between the look and the GRANT gets nothing, and all is rolled back`, () =>
    withDatabase(version, async (db) => {
      const { admin, request, shown } = await shopIn(db);
      let remade: string[] = [];
      const survey = surveyThen(request, async () => {
        await db.query(REMAKE, admin);
        remade = await privilegesOf(db);
      });
      const failed = await asAdmin(db, admin, (client) => run(client, request, { fingerprint: shown, survey })).catch(
        (error) => error,
      );
      assert.equal(failed.code, "refused.world-moved");
      assert.match(failed.detail, /public\.orders/);
      assert.deepEqual(difference(remade, await privilegesOf(db)), []);
      assert.deepEqual(await db.query(`select from pg_roles where rolname = '${request.role}'`), []);
    }));
}

test("a table dropped meanwhile is a world that moved, in words", () =>
  withDatabase(LAST, async (db) => {
    const { admin, request, shown } = await shopIn(db);
    const survey = surveyThen(request, () => db.query("drop table public.orders cascade", admin));
    const failed = await asAdmin(db, admin, (client) => run(client, request, { fingerprint: shown, survey })).catch(
      (error) => error,
    );
    assert.equal(failed.code, "refused.world-moved");
    assert.match(failed.detail, /42P01/);
    assert.deepEqual(await db.query(`select from pg_roles where rolname = '${request.role}'`), []);
  }));

test("a table renamed meanwhile, and another in its place: nothing is granted on either", () =>
  withDatabase(LAST, async (db) => {
    const { admin, request, shown } = await shopIn(db);
    const swap = "alter table public.orders rename to old_orders; create table public.orders(id int)";
    const survey = surveyThen(request, () => db.query(swap, admin));
    const failed = await asAdmin(db, admin, (client) => run(client, request, { fingerprint: shown, survey })).catch(
      (error) => error,
    );
    assert.equal(failed.code, "refused.world-moved");
    assert.deepEqual(await db.query(`select from pg_roles where rolname = '${request.role}'`), []);
  }));

test("where nothing was shown the plan is made again from what is there now", () =>
  withDatabase(LAST, async (db) => {
    const { admin, request } = await shopIn(db);
    const survey = surveyThen(request, () => db.query(REMAKE, admin));
    const applied = await asAdmin(db, admin, (client) => run(client, request, { survey }));
    assert.equal(applied.plan.outcome, "create");
    await db.query("select secret from public.orders", { user: request.role, password });
  }));

test("in parts, the part that would have granted on the wrong table is rolled back and said", () =>
  withDatabase(LAST, async (db) => {
    const { admin, request, shown } = await shopIn(db);
    const survey = surveyThen(request, () => db.query(REMAKE, admin));
    const options = { fingerprint: shown, survey, mode: "parts", partMs: 0 } as const;
    const failed = await asAdmin(db, admin, (client) => run(client, request, options)).catch((error) => error);
    assert.equal(failed.code, "refused.world-moved");
    const granted = await db.query(
      `select from pg_class c, aclexplode(c.relacl) a where c.relname = 'orders' and a.grantee::regrole::text = '${request.role}'`,
    );
    assert.deepEqual(granted, []);
  }));
