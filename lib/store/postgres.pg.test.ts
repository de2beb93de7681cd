import assert from "node:assert/strict";
import { test } from "node:test";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { storeContract, type WithStore } from "./contract.fixture.ts";
import { SCHEMA_VERSION } from "./migrations.ts";
import { openStore } from "./open-store.ts";
import type { Store } from "./store.ts";

const OLDEST_AND_NEWEST = VERSIONS.filter((version) => version === 13 || version === 18);

for (const version of OLDEST_AND_NEWEST) {
  storeContract(
    `PostgreSQL ${version}`,
    withStores((work) => withDatabase(version, work)),
  );
}

test("two replicas that start at once make one schema, as a login that may only make schemas", () =>
  withDatabase(18, async (db) => {
    const target = await ownerOf(db);
    const stores = await Promise.all([openStore({ target }), openStore({ target }), openStore({ target })]);
    assert.deepEqual(await db.query("select version from lucien_store.schema_version"), [
      { version: String(SCHEMA_VERSION) },
    ]);
    assert.deepEqual(await db.query("select count(*) from lucien_store.setup"), [{ count: "1" }]);
    await Promise.all(stores.map((store) => store.close()));
  }));

test("sessions that the server has ended are replaced, and nothing is asked twice", () =>
  withDatabase(18, async (db) => {
    const target = await ownerOf(db);
    const store = await openStore({ target });
    await Promise.all(Array.from({ length: 10 }, () => store.counters.hit("k", 60_000, 1)));
    await db.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where datname = current_database() and usename = '${target.user}'`,
    );
    assert.equal(await store.counters.hit("k", 60_000, 1), 11);
    await store.close();
  }));

test("a store of a later version is left alone, and a wrong password is told as what it is", () =>
  withDatabase(18, async (db) => {
    const target = await ownerOf(db);
    await (await openStore({ target })).close();
    await db.query("update lucien_store.schema_version set version = 99");
    await assert.rejects(openStore({ target }), { code: "internal.store-newer" });
    const { user } = target;
    await assert.rejects(openStore({ target: db.targetFor(user, "wrong") }), { code: /^connect\./ });
  }));

function withStores(withDb: (work: (db: TestDatabase) => Promise<void>) => Promise<void>): WithStore {
  return (work) =>
    withDb(async (db) => {
      const target = await ownerOf(db);
      const open: Store[] = [];
      const openOne = async () => {
        const store = await openStore({ target });
        open.push(store);
        return store;
      };
      try {
        await work(await openOne(), openOne);
      } finally {
        await Promise.all(open.map((store) => store.close()));
      }
    });
}

/** A login that may make a schema in this database and nothing else. */
async function ownerOf(db: TestDatabase) {
  const user = `${db.prefix}_store`;
  await db.query(`create role ${user} login password 'store'; grant create on database ${db.name} to ${user}`);
  return db.targetFor(user, "store");
}
