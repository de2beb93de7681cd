import assert from "node:assert/strict";
import { test } from "node:test";
import type { AppError } from "../errors.ts";
import { ident } from "../postgres/sql.ts";
import { type Login, type TestDatabase, VERSIONS } from "../testing/clusters.ts";
import { openSession } from "../testing/open-session.ts";
import { difference } from "../testing/privileges.ts";
import { allPrivileges, makeLucien, PASSWORD, type World, withThree } from "../testing/three-databases.ts";
import { type RemoveResult, remove } from "./remove.ts";

async function removeAs({ db, names }: World, admin: Login): Promise<RemoveResult> {
  return remove(db.targetFor(admin.user, admin.password), { role: names.lucien });
}

async function isThere({ db, names }: World): Promise<boolean> {
  const rows = await db.query(`select from pg_roles where rolname = '${names.lucien}'`);
  return rows.length === 1;
}

const FIRST = VERSIONS[0] ?? 13;
const LAST = VERSIONS.at(-1) ?? 18;

for (const version of new Set([FIRST, LAST])) {
  test(`PG ${version}: a superuser removes it from three databases with two grantors, and nobody else's rights change`, () =>
    withThree(version, "superuser", async (world) => {
      const before = await allPrivileges(world);
      await makeLucien(world);
      const lucien = { user: world.names.lucien, password: PASSWORD };
      // A temporary table is owned by the role, and goes with its session.
      const { ended } = await openSession(world.db, lucien, "create temporary table mine(id int)");
      const result = await removeAs(world, world.admin);
      assert.deepEqual([result.outcome, result.left], ["removed", []]);
      assert.equal(await ended, "57P01");
      assert.equal(await isThere(world), false);
      assert.deepEqual(difference(before, await allPrivileges(world)), []);
      assert.equal((await removeAs(world, world.admin)).outcome, "unchanged");
    }));
}

for (const version of VERSIONS) {
  test(`PG ${version}: a non-superuser removes what it can, names the rest with the lines that finish it, then drops it`, () =>
    withThree(version, "createrole", async (world) => {
      const { db, names, databases, admin } = world;
      const before = await allPrivileges(world);
      await makeLucien(world);
      const result = await removeAs(world, admin);
      assert.equal(result.outcome, "left");
      const said = result.left.map((one) => `${one.database}: ${one.what} (${one.who})`);
      const wanted = databases.flatMap(({ name }) => [
        `${name}: EXECUTE on routine public.twice, granted by ${db.superuser.user} (${db.superuser.user})`,
        `${name}: SELECT on table public.apps, granted by ${names.app} (${names.app})`,
        `${name}: SELECT on table public.apps, granted by ${names.clerk} (${names.clerk})`,
      ]);
      assert.deepEqual(said.sort(), wanted.sort());
      await assert.rejects(db.query("select 1", { user: names.lucien, password: PASSWORD }), { code: "28000" });
      for (const one of result.left) {
        await databases.find(({ name }) => name === one.database)?.query(one.remedy);
      }
      const finished = await removeAs(world, admin);
      assert.deepEqual([finished.outcome, finished.left], ["removed", []]);
      assert.deepEqual(difference(before, await allPrivileges(world)), []);
    }));
}

/** ≤15 NOINHERIT: DROP OWNED does not see the rights of what it is a member of. */
for (const [version, inherit] of [
  [FIRST, "noinherit"],
  [LAST, "noinherit"],
  [LAST, "inherit"],
] as const) {
  test(`PG ${version}, ${inherit}: an admin that may become both grantors needs nobody else`, () =>
    withThree(version, "createrole", async (world) => {
      const { db, admin, names, databases } = world;
      await db.query(
        `alter role ${ident(admin.user)} ${inherit}; grant ${ident(names.app)}, ${ident(names.clerk)} to ${ident(admin.user)}`,
      );
      for (const at of databases) await at.query(`alter function public.twice owner to ${ident(admin.user)}`);
      const before = await allPrivileges(world);
      await makeLucien(world);
      const result = await removeAs(world, admin);
      assert.deepEqual([result.outcome, result.left], ["removed", []]);
      assert.deepEqual(difference(before, await allPrivileges(world)), []);
    }));
}

test("a database that the admin may not enter is named, the others are cleared, and a superuser's line finishes it", () =>
  withThree(LAST, "createrole", async (world) => {
    const { db, admin, names, databases } = world;
    const crm = databases[1] as TestDatabase;
    await db.query(`create role ${ident(names.lucien)} login`, admin);
    await db.query(`comment on role ${ident(names.lucien)} is 'lucien-readonly/1'`, admin);
    for (const at of databases) await at.query(`grant select on public.own to ${ident(names.lucien)}`, admin);
    await db.query(
      `alter database ${ident(crm.name)} owner to ${ident(names.app)}; revoke connect on database ${ident(crm.name)} from public`,
    );
    const result = await removeAs(world, admin);
    assert.deepEqual(
      result.left.map(({ database, remedy }) => [database, remedy]),
      [[crm.name, `DROP OWNED BY ${ident(names.lucien)};`]],
    );
    assert.equal(await isThere(world), true);
    await crm.query(result.left[0]?.remedy ?? "");
    assert.equal((await removeAs(world, admin)).outcome, "removed");
  }));

test("what it owns, its members and rights that it handed on are refused before any change, with the lines", () =>
  withThree(LAST, "superuser", async (world) => {
    const { db, admin, names, databases } = world;
    const [lucien, other] = [ident(names.lucien), ident(names.other)];
    const crm = databases[1] as TestDatabase;
    await db.query(
      `create role ${lucien} login password '${PASSWORD}'; comment on role ${lucien} is 'lucien-readonly/1'`,
    );
    const refused = async (code: string, text: string) => {
      const failed: AppError = await removeAs(world, admin).then(
        () => assert.fail("removed"),
        (error) => error,
      );
      assert.equal(failed.code, code);
      assert.ok(failed.hint.includes(text), failed.hint);
      await db.query("select 1", { user: names.lucien, password: PASSWORD });
    };
    await crm.query(`create table public.notes(id int); alter table public.notes owner to ${lucien}`);
    await refused("refused.role-owns-objects", `in ${crm.name}: REASSIGN OWNED BY ${lucien}`);
    await crm.query(`reassign owned by ${lucien} to ${other}`);
    await db.query(`grant ${lucien} to ${other}`);
    await refused("refused.role-in-use", `REVOKE ${lucien} FROM ${other};`);
    await db.query(`revoke ${lucien} from ${other}`);
    await crm.query(`grant select on shop.orders to ${lucien} with grant option`);
    await crm.query(
      `grant usage on schema shop to ${lucien}; set role ${lucien}; grant select on shop.orders to ${other}`,
    );
    await refused("refused.role-in-use", "SELECT on table shop.orders");
    await crm.query(`grant select on shop.orders to ${other}`);
    assert.equal((await removeAs(world, admin)).outcome, "removed");
    const [row] = await crm.query(`select has_table_privilege('${names.other}', 'shop.orders', 'SELECT') as reads`);
    assert.equal(row?.reads, true);
  }));
