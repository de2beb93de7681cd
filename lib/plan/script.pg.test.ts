import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { withClient } from "../postgres/client.ts";
import { ident, qualified } from "../postgres/sql.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { plan } from "./plan.ts";
import { type PlanRequest, planRequestSchema } from "./request.ts";
import { planScripts, type Scripts } from "./script.ts";

const ODD = [
  "o'x",
  "a%b",
  'A"b',
  "naïve",
  "two\nlines",
  "x".repeat(63),
  'EXTRA "@/\\#~_-',
  ":'verifier'",
  "-- no",
  "$lucien$",
  "\\q",
  "تست",
];

async function scriptsFor(
  db: TestDatabase,
  admin: Login,
  request: PlanRequest,
  verifier: string | null,
): Promise<Scripts> {
  return withClient(db.targetFor(admin.user, admin.password), {}, async (client) =>
    planScripts(request, await inspect(client, { role: request.role }), [], verifier),
  );
}

/** As psql would: its own commands are not sent, and the first error ends the transaction. */
async function runScript(db: TestDatabase, admin: Login, script: string): Promise<void> {
  const sent = script
    .split("\n")
    .filter((line) => line !== "\\encoding UTF8" && line !== "\\set ON_ERROR_STOP on")
    .join("\n");
  await db.query(sent, admin);
}

function requestIn(role: string, schema: string, relations: PlanRequest["schemas"][0]["relations"]): PlanRequest {
  return planRequestSchema.parse({ role, schemas: [{ name: schema, future: true, relations }] });
}

for (const version of VERSIONS) {
  test(`PG ${version}: odd names as schema, relation, column and role survive plan, script and undo`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      const password = newPassword();
      const verifier = await scramVerifier(password);
      const names = fc.tuple(
        fc.constantFrom(...ODD),
        fc.constantFrom(...ODD),
        fc.constantFrom(...ODD),
        fc.constantFrom(...ODD),
      );
      await fc.assert(
        fc.asyncProperty(names, async ([schema, table, column, tail]) => {
          const role = cut(`${db.prefix}${tail}`);
          await db.query(
            `create schema ${ident(schema)}; create table ${qualified(schema, table)} (${ident(column)} int, "hidden one" int)`,
            admin,
          );
          const request = requestIn(role, schema, [{ name: table, columns: [column] }]);
          const { script, undoScript } = await scriptsFor(db, admin, request, verifier);
          await runScript(db, admin, script);
          const lucien = { user: role, password };
          await db.query(`select ${ident(column)} from ${qualified(schema, table)}`, lucien);
          await assert.rejects(db.query(`select * from ${qualified(schema, table)}`, lucien), { code: "42501" });
          const again = await scriptsFor(db, admin, request, verifier);
          assert.match(again.script, /^-- All of this is in place already/);
          await runScript(db, admin, undoScript);
          assert.deepEqual(
            await db.query(
              `select from pg_roles where rolname like '${db.prefix}%' and rolname not like '%createrole'`,
            ),
            [],
          );
          await db.query(`drop schema ${ident(schema)} cascade`, admin);
        }),
        { numRuns: 12, seed: 7 },
      );
    }));
}

/** To 63 bytes, as Postgres would with a NOTICE, but on a whole character. */
function cut(name: string): string {
  let short = name;
  while (new TextEncoder().encode(short).length > 63) short = [...short].slice(0, -1).join("");
  return short;
}

const LAST = VERSIONS.at(-1) ?? 18;

async function withOrders(
  work: (db: TestDatabase, admin: Login, request: PlanRequest) => Promise<void>,
): Promise<void> {
  await withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await db.query("create table public.orders(id int); create table public.other(id int)", admin);
    const whole = [
      { name: "orders", columns: null },
      { name: "other", columns: null },
    ];
    await work(db, admin, requestIn(`${db.prefix}_lucien`, "public", whole));
  });
}

test("the script's own check stops it when a GRANT did nothing, and nothing of it stays", () =>
  withOrders(async (db, admin, request) => {
    const { script } = await scriptsFor(db, admin, request, null);
    const sabotaged = script.replace(
      /^GRANT SELECT ON TABLE .*$/m,
      'GRANT SELECT ON TABLE "public"."orders" TO "$ROLE";'.replace("$ROLE", request.role),
    );
    assert.notEqual(sabotaged, script);
    await assert.rejects(runScript(db, admin, sabotaged), { code: "22P02", message: /not readable: public\.other/ });
    assert.deepEqual(await db.query(`select from pg_roles where rolname = '${request.role}'`), []);
  }));

test("a script without a verifier makes a login that nobody can use yet, and says how to set a password", () =>
  withOrders(async (db, admin, request) => {
    const { script } = await scriptsFor(db, admin, request, null);
    assert.equal(/PASSWORD '/.test(script), false);
    assert.match(script, new RegExp(`\\\\password "${request.role}"`));
    await runScript(db, admin, script.replace(/^-- \\password.*$/m, ""));
    const [row] = await db.query(`select rolpassword from pg_authid where rolname = '${request.role}'`);
    assert.equal(row?.rolpassword, null);
  }));

test("the preview holds variables where passwords will stand", () =>
  withOrders(async (db, admin, request) => {
    const shown = await withClient(db.targetFor(admin.user, admin.password), {}, async (client) =>
      plan(request, await inspect(client, { role: request.role }), []),
    );
    assert.match(shown.statements[0]?.sql ?? "", /PASSWORD :'temporary_verifier' VALID UNTIL :'ten_minutes_from_now'$/);
    assert.equal(JSON.stringify(shown).includes("SCRAM-SHA-256$"), false);
  }));
