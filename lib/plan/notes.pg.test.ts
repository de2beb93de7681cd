import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "../inspect/inspect.ts";
import { asAdmin, makeShop, password, requestFor, run } from "../testing/apply-shop.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { plan } from "./plan.ts";
import type { PlanRequest } from "./request.ts";

const LAST = VERSIONS.at(-1) ?? 18;

function sharing(db: TestDatabase, future: boolean): PlanRequest {
  const relations = [
    { name: "orders", columns: null },
    { name: "people", columns: ["id", "name"] },
  ];
  return requestFor(db, { schemas: [{ name: "public", future, relations }] });
}

function notesFor(db: TestDatabase, admin: Login, request: PlanRequest) {
  return asAdmin(db, admin, async (client) => plan(request, await inspect(client, { role: request.role }), []).notes);
}

test("what is left out where later tables are shared comes back when it is made again; the plan says so, and its line helps", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    const request = sharing(db, true);
    const [note, ...more] = await notesFor(db, admin, request);
    assert.deepEqual(more, []);
    assert.match(note?.sentence ?? "", /^In public, .* the table that you leave out and the hidden columns of 1 table/);
    // The table of the other owner is not among them: no default privileges of ours cover what that role makes.
    assert.match(note?.detail ?? "", /^Left out: public\.totals\. Some columns only: public\.people\./);
    await asAdmin(db, admin, (client) => run(client, request));
    const lucien = { user: request.role, password };
    await assert.rejects(db.query("select secret from public.people", lucien), { code: "42501" });
    await db.query("drop table public.people; create table public.people(id int, name text, secret text)", admin);
    await db.query("drop view public.totals; create view public.totals as select 1", admin);
    await db.query("select secret from public.people; select * from public.totals", lucien);
    await db.query(note?.remedy ?? "", admin);
    await assert.rejects(db.query("select secret from public.people", lucien), { code: "42501" });
    await assert.rejects(db.query("select * from public.totals", lucien), { code: "42501" });
  }));

test("there is nothing to say where later tables are not shared, or nothing is left out", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    assert.deepEqual(await notesFor(db, admin, sharing(db, false)), []);
    await db.query("drop view public.totals", admin);
    const relations = ["orders", "people"].map((name) => ({ name, columns: null }));
    const all = requestFor(db, { schemas: [{ name: "public", future: true, relations }] });
    assert.deepEqual(await notesFor(db, admin, all), []);
  }));
