import assert from "node:assert/strict";
import { test } from "node:test";
import type { BodyVerdict } from "../audit/body.ts";
import { withClient } from "../postgres/client.ts";
import { ident, literal } from "../postgres/sql.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { BODY_CASES, type BodyCase } from "./bodies.fixtures.ts";
import { readBodies } from "./bodies.ts";
import { BODY_WORLD } from "./body-world.fixtures.ts";
import { HIJACK_CASES } from "./hijack-bodies.fixtures.ts";
import { HONEST_CASES, HONEST_WORLD } from "./honest-bodies.fixtures.ts";

for (const version of VERSIONS) {
  test(`on ${version} a body is known to read exactly when calling it moves nothing`, () =>
    withDatabase(version, async (db) => {
      const owned = (make: string) => make.replaceAll("__OWNER__", `${db.prefix}_owner`);
      await db.query(owned(BODY_WORLD));
      const cases = [...BODY_CASES, ...HIJACK_CASES].filter(({ since }) => version >= (since ?? 0));
      for (const { make } of cases) await db.query(owned(make));
      const verdicts = { false: await verdictsOf(db, false), true: await verdictsOf(db, true) };
      const wrong = cases.flatMap((each) => {
        const verdict = verdicts[`${each.temporary ?? false}`].get(each.name);
        return (verdict?.effect === "reads") === (each.effect === "reads") ? [] : [`${each.name}: ${verdict?.reason}`];
      });
      assert.deepEqual(wrong, []);
      assert.deepEqual(await untrue(db, cases), []);
    }));
}

for (const version of VERSIONS) {
  test(`on ${version} what people write who mean no harm is known to read`, () =>
    withDatabase(version, async (db) => {
      await db.query(`create schema b; ${HONEST_WORLD}`);
      for (const { make } of HONEST_CASES) await db.query(`set search_path = app, ext, public; ${make}`);
      const verdicts = await verdictsOf(db, true);
      const alarms = [...verdicts].filter(([, { effect }]) => effect !== "reads");
      assert.deepEqual(
        alarms.map(([name, { reason }]) => `${name}: ${reason}`),
        [],
      );
    }));
}

async function verdictsOf(db: TestDatabase, temporary: boolean): Promise<Map<string, BodyVerdict>> {
  const rows = await db.query("select oid::int, proname from pg_proc where pronamespace = 'b'::regnamespace");
  const { user, password } = db.superuser;
  const target = { ...db.targetFor(user, password), tls: "disable" as const, caPem: null };
  const read = await withClient(target, {}, (client) =>
    readBodies(
      client,
      rows.map(({ oid }) => oid),
      { temporary },
    ),
  );
  return new Map(rows.map(({ oid, proname }) => [proname, read.get(oid) as BodyVerdict]));
}

/** Calls, as a role that may do nothing, what was said to write; names those that wrote nothing. */
async function untrue(db: TestDatabase, cases: BodyCase[]): Promise<string[]> {
  const stranger = { user: `${db.prefix}_stranger`, password: "stranger" };
  await db.query(`create role ${ident(stranger.user)} login password ${literal(stranger.password)}`);
  const still: string[] = [];
  for (const { name, moves } of cases) {
    if (moves === undefined) continue;
    await db.query("select setval('w.moved', 1, false)");
    await db.query(moves, stranger).catch((error) => still.push(`${name}: ${error.message}`));
    const [row] = await db.query("select last_value > 1 or is_called as moved from w.moved");
    if (row?.moved !== true) still.push(`${name} moved nothing`);
  }
  return still;
}
