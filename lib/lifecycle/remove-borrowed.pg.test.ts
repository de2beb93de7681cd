import assert from "node:assert/strict";
import { test } from "node:test";
import { ident } from "../postgres/sql.ts";
import { asAdmin, requestFor, run } from "../testing/apply-shop.ts";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { remove } from "./remove.ts";

for (const version of VERSIONS.filter((one) => one >= 16)) {
  test(`PG ${version}: an admin that holds ADMIN alone on the owner removes what it made with borrowed rights, and gives back only its own row`, () =>
    withDatabase(version, async (db) => {
      const owner = ident(`${db.prefix}_owner`);
      const admin = { user: `${db.prefix}_adm`, password: "x" };
      await db.query(`create role ${owner}; create role ${ident(admin.user)} login createrole password 'x';
        grant ${owner} to ${ident(admin.user)} with admin true, inherit false, set false;
        create schema shop authorization ${owner}; alter database ${ident(db.name)} owner to ${owner};
        set role ${owner}; create table shop.theirs(a int)`);
      const before = await privilegesOf(db);
      const relations = [{ name: "theirs", columns: null }];
      const request = requestFor(db, { schemas: [{ name: "shop", future: true, relations }] });
      await asAdmin(db, admin, (client) => run(client, request));
      const result = await remove(db.targetFor(admin.user, admin.password), { role: request.role });
      assert.deepEqual([result.outcome, result.left], ["removed", []]);
      assert.deepEqual(difference(before, await privilegesOf(db)), []);
    }));
}
