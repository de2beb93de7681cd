import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { type Creator, creatorsOf } from "./creators.ts";
import { inspect } from "./inspect.ts";

async function creators(db: TestDatabase, schema: string, role: string): Promise<Creator[]> {
  const { user, password } = db.superuser;
  const snapshot = await withClient(db.targetFor(user, password), {}, (client) => inspect(client, { role }));
  return creatorsOf(snapshot, schema, role);
}

for (const version of VERSIONS) {
  test(`on ${version} creators are owners, the schema's owner, those with CREATE, and logins that inherit from them`, () =>
    withDatabase(version, async (db) => {
      const [etl, group, dev, outsider, role] = ["etl", "group", "dev", "outsider", "reader"].map(
        (n) => `${db.prefix}_${n}`,
      ) as [string, string, string, string, string];
      await db.query(`
        create role ${ident(etl)} login; create role ${ident(group)}; create role ${ident(role)} login;
        create role ${ident(dev)} login in role ${ident(group)}; create role ${ident(outsider)} login;
        create schema app; grant create on schema app to ${ident(group)};
        create table app.loaded (id int); alter table app.loaded owner to ${ident(etl)};
        alter default privileges for role ${ident(etl)} in schema app grant select on tables to ${ident(role)};`);
      const found = await creators(db, "app", role);
      assert.deepEqual(Object.fromEntries(found.map((one) => [one.role, one.because])), {
        [etl]: "owns relations",
        [db.superuser.user]: "owns the schema",
        [group]: "may create",
        [dev]: "member of a creator",
      });
      assert.deepEqual(
        found.filter((one) => one.already).map((one) => one.role),
        [etl],
      );
      const remedy = found.find((one) => one.role === group)?.remedy ?? "";
      await db.query(remedy);
      assert.equal((await creators(db, "app", role)).find((one) => one.role === group)?.already, true);
    }));

  test(`on ${version} pg_database_owner and PUBLIC stand for no creator of their own`, () =>
    withDatabase(version, async (db) => {
      const found = (await creators(db, "public", "nobody_yet")).map((one) => one.role);
      assert.deepEqual(found, [db.superuser.user]);
    }));
}
