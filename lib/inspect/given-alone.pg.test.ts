import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { inspectAccess } from "./access.ts";

for (const version of new Set([VERSIONS[0] ?? 13, VERSIONS.at(-1) ?? 18])) {
  test(`PG ${version}: partitions count for themselves where the role was given them and not their parent`, () =>
    withDatabase(version, async (db) => {
      const role = ident(`${db.prefix}_lucien`);
      await db.query(`create role ${role}; create schema parts; grant usage on schema parts to ${role};
        create table parts.p(a int, b int) partition by range (a);
        create table parts.p1 partition of parts.p for values from (0) to (9);
        create table parts.p2 partition of parts.p for values from (9) to (19);
        create table parts.p3 partition of parts.p for values from (19) to (29);
        grant select on parts.p1 to ${role}; grant select (b) on parts.p2 to ${role};
        grant select on parts.p3 to public`);
      const { user, password } = db.superuser;
      const seen = () =>
        withClient(db.targetFor(user, password), {}, async (client) => {
          const { relations } = await inspectAccess(client, `${db.prefix}_lucien`);
          return relations.map((one) => [one.name, one.select, one.readableColumns]).sort();
        });
      assert.deepEqual(await seen(), [
        ["p", false, 0],
        ["p1", true, 2],
        ["p2", false, 1],
      ]);
      await db.query(`grant select on parts.p to ${role}`);
      assert.deepEqual(await seen(), [["p", true, 2]]);
    }));
}
