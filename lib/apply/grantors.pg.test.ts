import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "../inspect/inspect.ts";
import type { PlanRequest } from "../plan/request.ts";
import { asAdmin, requestFor, run, undo } from "../testing/apply-shop.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { publicInsert } from "../testing/public-findings.ts";
import type { Applied } from "./apply.ts";

/** REVOKE takes only what its own grantor gave, and nothing that was handed on: what several roles granted. */

const LAST = VERSIONS.at(-1) ?? 18;

/** The table public.theirs of the admin, of which `chain` may hand INSERT and SELECT on. */
async function withChain(
  kind: "superuser" | "createrole",
  work: (db: TestDatabase, admin: Login, names: { chain: string; lucien: string }) => Promise<void>,
): Promise<void> {
  await withDatabase(LAST, async (db) => {
    const admin = await db.admin(kind);
    const [chain, lucien] = [`"${db.prefix}_chain"`, `"${db.prefix}_lucien"`];
    await db.query("create table public.theirs(a int)", await db.admin("createrole"));
    await db.query(`create role ${chain}; grant insert, select on public.theirs to ${chain} with grant option`);
    await work(db, admin, { chain, lucien });
  });
}

function share(db: TestDatabase, admin: Login, more: Partial<PlanRequest> = {}): Promise<Applied> {
  const schemas = [{ name: "public", future: false, relations: [{ name: "theirs", columns: null }] }];
  const request = requestFor(db, { schemas, ...more });
  const findings = more.accept ? [publicInsert("nobody")] : [];
  const survey = async (client: Parameters<typeof inspect>[0]) => ({
    snapshot: await inspect(client, { role: request.role }),
    findings,
  });
  return asAdmin(db, admin, (client) => run(client, request, { survey }));
}

async function publicMayInsert(db: TestDatabase): Promise<boolean> {
  const [row] = await db.query("select has_table_privilege(0::oid, 'public.theirs', 'insert') as yes");
  return row?.yes as boolean;
}

for (const kind of ["superuser", "createrole"] as const) {
  test(`what PUBLIC got from two grantors is taken in the name of each by a ${kind}, and given back by the undo`, () =>
    withChain(kind, async (db, admin, { chain }) => {
      const owner = await db.admin("createrole");
      await db.query(`grant ${chain} to "${owner.user}"; grant insert on public.theirs to public`);
      await db.query(`set role ${chain}; grant insert on public.theirs to public`);
      const before = await privilegesOf(db);
      const applied = await share(db, admin, { accept: ["public-table-write"] });
      assert.equal(await publicMayInsert(db), false);
      assert.deepEqual(applied.uncovered, []);
      await undo(db, admin, applied);
      assert.deepEqual(difference(before, await privilegesOf(db)), []);
    }));
}

test("what PUBLIC got from a role out of reach is said with the role that can take it, and a second run does nothing", () =>
  withChain("createrole", async (db, admin, { chain }) => {
    await db.query(
      `grant insert on public.theirs to public; set role ${chain}; grant insert on public.theirs to public`,
    );
    const [first, second] = [
      await share(db, admin, { accept: ["public-table-write"] }),
      await share(db, admin, { accept: ["public-table-write"] }),
    ];
    assert.deepEqual(
      first.uncovered.map(({ kind, owner }) => [kind, owner]),
      [["public", ""]],
    );
    assert.deepEqual([second.statements, second.uncovered], [[], first.uncovered]);
  }));

test("what an adopted login handed on stays, is said before, and goes with the line of the plan", () =>
  withChain("createrole", async (db, admin, { lucien }) => {
    const app = `"${db.prefix}_app"`;
    await db.query(`create role ${lucien} login; create role ${app};
      grant ${lucien} to "${admin.user}" with admin option;
      grant insert on public.theirs to ${lucien} with grant option;
      set role ${lucien}; grant insert on public.theirs to ${app}`);
    const { uncovered } = await share(db, admin, { adopt: true });
    const [held] = uncovered;
    assert.match(held?.reason ?? "", /handed INSERT on to .*_app/);
    await db.query(held?.remedy ?? "", admin);
    const again = await share(db, admin, { adopt: true });
    assert.deepEqual([again.statements, again.uncovered], [[], []]);
  }));

test("what somebody else granted an adopted login is said with the line that takes it, whoever runs it", () =>
  withChain("createrole", async (db, admin, { chain, lucien }) => {
    await db.query(`create role ${lucien} login; grant ${lucien} to "${admin.user}" with admin option;
      set role ${chain}; grant insert on public.theirs to ${lucien}`);
    const { uncovered } = await share(db, admin, { adopt: true });
    assert.deepEqual(
      uncovered.map(({ owner }) => `"${owner}"`),
      [chain],
    );
    await db.query(uncovered[0]?.remedy ?? "");
    assert.deepEqual((await share(db, admin, { adopt: true })).uncovered, []);
  }));

test("default privileges that an adopted login is not meant to have are taken and given back, grant options included", () =>
  withChain("createrole", async (db, admin, { lucien }) => {
    const future = `alter default privileges for role "${admin.user}"`;
    await db.query(`create role ${lucien} login; grant ${lucien} to "${admin.user}" with admin option;
      ${future} in schema public grant insert on tables to ${lucien} with grant option;
      ${future} in schema public grant usage on sequences to ${lucien};
      ${future} grant create on schemas to ${lucien}`);
    const before = await privilegesOf(db);
    const applied = await share(db, admin, { adopt: true });
    const left = await db.query(`select from pg_default_acl d, aclexplode(d.defaclacl) a
      where a.grantee = '${db.prefix}_lucien'::regrole`);
    assert.equal(left.length, 0);
    await undo(db, admin, applied);
    assert.deepEqual(difference(before, await privilegesOf(db)), []);
  }));

test("columns beside a right on the whole that stays are granted once", () =>
  withChain("createrole", async (db, admin, { chain, lucien }) => {
    await db.query(`create role ${lucien} login; grant ${lucien} to "${admin.user}" with admin option;
      set role ${chain}; grant select on public.theirs to ${lucien}`);
    const schemas = [{ name: "public", future: false, relations: [{ name: "theirs", columns: ["a"] }] }];
    const first = await share(db, admin, { adopt: true, schemas });
    assert.equal(first.uncovered.length, 1);
    const second = await share(db, admin, { adopt: true, schemas });
    assert.deepEqual([second.statements, second.uncovered], [[], first.uncovered]);
  }));
