import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "../inspect/inspect.ts";
import { ident } from "../postgres/sql.ts";
import { asAdmin, makeShop, requestFor, run } from "../testing/apply-shop.ts";
import { type Login, type TestDatabase, withDatabase } from "../testing/clusters.ts";
import { lookFrom } from "./look.ts";
import { plan } from "./plan.ts";

test("what we made is read back as the request that made it, and asked for again changes nothing", () =>
  withDatabase(17, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    await db.query(`alter table public.orders enable row level security; create table public.others(id int)`, admin);
    const request = requestFor(db, {
      schemas: [
        {
          name: "public",
          future: true,
          relations: [
            { name: "orders", columns: null },
            { name: "people", columns: ["id", "name"] },
          ],
        },
        { name: "billing", future: false, relations: [{ name: "invoices", columns: null }] },
      ],
      connectionLimit: 4,
      statementTimeoutMs: 30_000,
      validUntil: "2031-01-01T00:00:00.000Z",
      rowRules: "policy",
    });
    await asAdmin(db, admin, (client) => run(client, request));
    const { present, snapshot } = await presentOf(db, admin);
    assert.deepEqual(present, { ...request, schemas: request.schemas.toReversed() });
    assert.deepEqual(plan(present ?? request, snapshot, []).statements, []);
  }));

test("of a login made by hand all that it reads is laid open, with what is to be taken, and limits where it has none", () =>
  withDatabase(17, async (db) => {
    const admin = await db.admin("superuser");
    await makeShop(db, admin);
    const role = `${db.prefix}_lucien`;
    const group = `${db.prefix}_readers`;
    await db.query(`create role ${ident(group)}; create role ${ident(role)} login in role ${ident(group)};
      grant select on public.orders to ${ident(group)}; grant select (id) on public.people to ${ident(role)};
      grant insert on public.orders to ${ident(role)}; grant select on public.foreign_owned to public;
      alter role ${ident(role)} set statement_timeout = '30s';
      alter default privileges in schema billing grant select on tables to ${ident(role)}`);
    const { present, snapshot } = await presentOf(db, admin);
    assert.deepEqual(present, {
      ...requestFor(db, { connectionLimit: 10, statementTimeoutMs: 30_000, adopt: true }),
      schemas: [
        { name: "billing", future: true, relations: [] },
        {
          name: "public",
          future: false,
          relations: [
            { name: "orders", columns: null },
            { name: "people", columns: ["id"] },
          ],
        },
      ],
    });
    const taken = plan({ ...requestFor(db), ...present }, snapshot, []).hazards[0]?.statements.map(({ sql }) => sql);
    assert.deepEqual(taken, [`REVOKE INSERT ON TABLE "public"."orders" FROM ${ident(role)}`]);
  }));

test("where there is no such login there is no choice yet", () =>
  withDatabase(17, async (db) => {
    assert.equal((await presentOf(db, await db.admin("createrole"))).present, null);
  }));

function presentOf(db: TestDatabase, admin: Login) {
  return asAdmin(db, admin, async (client) => {
    const snapshot = await inspect(client, { role: `${db.prefix}_lucien` });
    return { snapshot, present: lookFrom(snapshot, "disable", `${db.prefix}_lucien`).present };
  });
}
