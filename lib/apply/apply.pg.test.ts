import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../errors.ts";
import { inspect } from "../inspect/inspect.ts";
import { plan } from "../plan/plan.ts";
import type { Client } from "../postgres/client.ts";
import { ident, type Sql } from "../postgres/sql.ts";
import { asAdmin, makeShop, password, requestFor, run, undo } from "../testing/apply-shop.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import type { Survey } from "./survey.ts";

const LAST = VERSIONS.at(-1) ?? 18;
const KINDS = ["superuser", "createrole"] as const;

const WRITES: [string, string][] = [
  ["insert", "insert into public.orders values (9, 9)"],
  ["update", "update public.orders set total = 0"],
  ["delete", "delete from public.orders"],
  ["truncate", "truncate public.orders"],
  ["alter", "alter table public.orders add column x int"],
  ["drop", "drop table public.orders"],
  ["create", "create table billing.mine(a int)"],
  ["a hidden column", "select secret from public.people"],
];

async function sqlstateOf(db: TestDatabase, text: string, as: Login): Promise<string> {
  try {
    await db.query(`begin read write; ${text}; rollback`, as);
    return "00000";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

for (const version of VERSIONS) {
  for (const kind of KINDS) {
    test(`PG ${version}, ${kind}: the new login reads what was chosen and is refused every write`, () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin(kind);
        await makeShop(db, admin);
        const request = requestFor(db);
        const applied = await asAdmin(db, admin, (client) => run(client, request));
        const lucien = { user: request.role, password };
        assert.deepEqual(await db.query("select sum(total)::int as n from public.orders", lucien), [{ n: 30 }]);
        await db.query(
          "select * from public.totals; select id, name from public.people; select * from billing.invoices",
          lucien,
        );
        for (const [what, text] of WRITES) assert.equal(await sqlstateOf(db, text, lucien), "42501", what);
        // The second owner: out of a plain admin's reach, and said so; a superuser reaches it.
        const open = applied.uncovered.map((u) => `${u.kind} ${u.object.name} ${u.owner}`);
        const other = `${db.prefix}_other`;
        assert.deepEqual(
          open,
          kind === "superuser" ? [] : [`relation foreign_owned ${other}`, `future public ${other}`],
        );
        await db.query("create table public.later(a int)", admin);
        await db.query("select * from public.later", lucien);
      }));

    test(`PG ${version}, ${kind}: a second run has nothing to do, and the undo restores every privilege`, () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin(kind);
        await makeShop(db, admin);
        const before = await privilegesOf(db);
        const request = requestFor(db);
        const first = await asAdmin(db, admin, (client) => run(client, request));
        const second = await asAdmin(db, admin, (client) => run(client, request));
        assert.equal(second.plan.outcome, "unchanged");
        assert.deepEqual(second.statements, []);
        await undo(db, admin, first);
        assert.deepEqual(difference(before, await privilegesOf(db)), []);
      }));

    test(`PG ${version}, ${kind}: choosing less takes back exactly the rest, and its undo gives it back`, () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin(kind);
        await makeShop(db, admin);
        const wide = requestFor(db);
        await asAdmin(db, admin, (client) => run(client, wide));
        const before = await privilegesOf(db);
        const narrow = requestFor(db, {
          schemas: [
            {
              name: "public",
              future: false,
              relations: [
                { name: "orders", columns: ["id"] },
                { name: "people", columns: null },
              ],
            },
          ],
        });
        const changed = await asAdmin(db, admin, (client) => run(client, narrow));
        assert.equal(changed.plan.outcome, "change");
        const lucien = { user: wide.role, password };
        await db.query("select id from public.orders; select * from public.people", lucien);
        for (const text of [
          "select total from public.orders",
          "select * from public.totals",
          "select * from billing.invoices",
        ]) {
          assert.equal(await sqlstateOf(db, text, lucien), "42501", text);
        }
        const again = await asAdmin(db, admin, (client) => run(client, narrow));
        assert.deepEqual(again.statements, []);
        await undo(db, admin, changed);
        assert.deepEqual(difference(before, await privilegesOf(db)), []);
      }));

    test(`PG ${version}, ${kind}: a line cut after any statement leaves no role and no grant`, () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin(kind);
        await makeShop(db, admin);
        const request = requestFor(db);
        const before = await privilegesOf(db);
        const count = await asAdmin(db, admin, async (client) => {
          const snapshot = await inspect(client, { role: request.role });
          return plan(request, snapshot, []).statements.length;
        });
        for (let k = 1; k <= count; k++) {
          const failed = await asAdmin(db, admin, (client) => run(cutAfter(db, client, k), request)).catch(
            (error) => error,
          );
          assert.ok(failed instanceof AppError, `statement ${k} of ${count} did not fail`);
          assert.deepEqual(difference(before, await privilegesOf(db)), [], `after statement ${k} of ${count}`);
        }
      }));
  }
}

/** The same session, ended from another one once it has answered the k-th of the plan's statements. */
function cutAfter(db: TestDatabase, client: Client, k: number): Client {
  let answered = 0;
  const end = () =>
    db.query(
      `select pg_terminate_backend(${client.info.backendPid}, 1000)`.replace(db.version < 14 ? ", 1000" : "", ""),
    );
  return {
    ...client,
    info: client.info,
    end: () => client.end(),
    query: (statement, values) => client.query(statement, values),
    async many(requests, onAnswer) {
      if (!requests.every((r) => typeof r === "string")) return client.many(requests, onAnswer);
      const results = [];
      for (const [i, statement] of (requests as Sql[]).entries()) {
        results.push(...(await client.many([statement], () => onAnswer?.(i, 0))));
        answered += 1;
        if (answered === k) await end();
      }
      return results;
    },
  };
}

test("a database whose transactions are read-only by default is no obstacle", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("superuser");
    await makeShop(db, admin);
    await db.query(`alter database ${ident(db.name)} set default_transaction_read_only = on`);
    const applied = await asAdmin(db, admin, (client) => run(client, requestFor(db)));
    assert.equal(applied.plan.outcome, "create");
  }));

test("what to share is chosen as soon as the look is there, once, while PUBLIC is still looked at", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    const { schemas, ...request } = requestFor(db);
    const order: string[] = [];
    const survey: Survey = async (client, wish) => {
      const snapshot = await inspect(client, { role: request.role });
      wish.onSnapshot?.(snapshot);
      order.push("PUBLIC");
      return { snapshot, findings: [] };
    };
    const choose = () => {
      order.push("chosen");
      return schemas;
    };
    const applied = await asAdmin(db, admin, (client) => run(client, { ...request, schemas: [] }, { survey, choose }));
    assert.deepEqual(order, ["chosen", "PUBLIC"]);
    const { plan: made, snapshot } = applied;
    assert.equal(made.fingerprint, plan({ ...request, schemas }, snapshot, []).fingerprint);
  }));

test("where the look at PUBLIC fails, that is what is said, whatever the plan would have refused", () =>
  withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    const request = { ...requestFor(db), schemas: [] };
    const survey: Survey = async (client, wish) => {
      wish.onSnapshot?.(await inspect(client, { role: request.role }));
      throw new AppError("refused.cannot-look", "PUBLIC could not be looked at.");
    };
    const failed = await asAdmin(db, admin, (client) => run(client, request, { survey })).catch((error) => error);
    assert.equal(failed.code, "refused.cannot-look");
    const refused = await asAdmin(db, admin, (client) => run(client, request)).catch((error) => error);
    assert.equal(refused.code, "refused.nothing-chosen");
  }));
