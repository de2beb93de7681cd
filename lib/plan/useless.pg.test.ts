import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "../inspect/inspect.ts";
import { ident } from "../postgres/sql.ts";
import { asAdmin, makeShop, requestFor, run, undo } from "../testing/apply-shop.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { plan } from "./plan.ts";
import type { PlanRequest } from "./request.ts";

/** Requests of which nothing could be read, and those of which a part can. */

const LAST = VERSIONS.at(-1) ?? 18;

type Asked = PlanRequest["schemas"];
const orders = (columns: string[] | null) => ({ name: "orders", columns });

function planFor(db: TestDatabase, admin: Login, schemas: Asked) {
  const request = requestFor(db, { schemas });
  return asAdmin(db, admin, async (client) => plan(request, await inspect(client, { role: request.role }), []));
}

test("what leaves nothing to read is refused, and named as what it is: a slip, nothing chosen, the system's own", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    const cases: [Asked, string, RegExp][] = [
      [
        [{ name: "public", future: true, relations: [orders(["nope"])] }],
        "refused.missing-column",
        /public\.orders\.nope/,
      ],
      [[{ name: "public", future: true, relations: [orders(["ctid"])] }], "refused.missing-column", /orders\.ctid/],
      [
        [{ name: "public", future: true, relations: [{ name: "odrers", columns: null }] }],
        "refused.missing-relation",
        /odrers/,
      ],
      [[{ name: "billing", future: false, relations: [] }], "refused.nothing-chosen", /nothing to share/],
      [[{ name: "information_schema", future: true, relations: [] }], "refused.schema-missing", /belongs to Postgres/],
      [[{ name: "pubilc", future: true, relations: [] }], "refused.schema-missing", /no schema called pubilc/],
    ];
    for (const [schemas, code, message] of cases) {
      await assert.rejects(planFor(db, admin, schemas), { code, message }, JSON.stringify(schemas));
    }
    // A schema that is still empty, for what is made later, and a slip beside what is there, are worth a login.
    await planFor(db, admin, [{ name: "billing", future: true, relations: [] }]);
    const beside = await planFor(db, admin, [{ name: "public", future: false, relations: [orders(["id", "nope"])] }]);
    assert.deepEqual(
      beside.uncovered.map(({ object }) => object.column),
      ["nope"],
    );
  }));

test("a grant option on columns is enough to share these, and the undo takes them back by name", () =>
  withDatabase(LAST, async (db) => {
    const owner = await db.admin("createrole");
    await makeShop(db, owner);
    const admin = { user: `${db.prefix}_clerk`, password: "x" };
    await db.query(`create role ${ident(admin.user)} login createrole password 'x';
      grant select (id, name) on public.people to ${ident(admin.user)} with grant option`);
    const people = (columns: string[] | null) => [
      { name: "public", future: false, relations: [{ name: "people", columns }] },
    ];
    await assert.rejects(planFor(db, admin, people(["secret"])), { code: "refused.nothing-readable" });
    const some = await planFor(db, admin, people(["id", "secret"]));
    assert.equal(some.coverage.part, 1);
    assert.deepEqual(
      some.uncovered.map(({ remedy }) => remedy),
      [`GRANT SELECT ("secret") ON TABLE "public"."people" TO "${db.prefix}_lucien";`],
    );
    const before = await privilegesOf(db);
    const request = requestFor(db, { schemas: people(["id"]) });
    const applied = await asAdmin(db, admin, (client) => run(client, request));
    const [row] = await db.query(
      `select has_column_privilege('${request.role}', 'public.people', 'id', 'select') as yes`,
    );
    assert.equal(row?.yes, true);
    await undo(db, admin, applied);
    assert.deepEqual(difference(before, await privilegesOf(db)), []);
  }));

test("the line for an owner who cannot open the schema lets that owner in first, and then it works", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    const owner = ident(`${db.prefix}_owner`);
    await makeShop(db, admin);
    await db.query(`create role ${owner}; alter table billing.invoices owner to ${owner}`);
    const request = requestFor(db);
    const { uncovered } = await asAdmin(db, admin, (client) => run(client, request));
    const line = uncovered.find(({ object }) => object.name === "invoices")?.remedy ?? "";
    assert.match(line, /^GRANT USAGE ON SCHEMA "billing" TO .*_owner/);
    const [letIn, share] = line.split("\n");
    await db.query(letIn ?? "", admin);
    await db.query(`set role ${owner}; ${share}`);
    const again = await asAdmin(db, admin, (client) => run(client, request));
    assert.equal(
      again.uncovered.some(({ object }) => object.name === "invoices"),
      false,
    );
  }));

test("a login that was paused stays so, and the plan says that nobody can sign in as it", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    const request = requestFor(db);
    const applied = await asAdmin(db, admin, (client) => run(client, request));
    await db.query(`alter role ${ident(request.role)} nologin`);
    const again = await planFor(db, admin, request.schemas);
    assert.equal(again.outcome, "unchanged");
    const line = `ALTER ROLE ${ident(request.role)} LOGIN;`;
    assert.deepEqual(
      again.uncovered.filter(({ kind }) => kind === "attribute").map(({ owner, remedy }) => [owner, remedy]),
      [[admin.user, line]],
    );
    assert.equal(
      applied.plan.uncovered.some(({ remedy }) => remedy === line),
      false,
    );
  }));
