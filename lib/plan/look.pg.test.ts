import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "../inspect/inspect.ts";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { type Look, lookFrom } from "./look.ts";
import { DEFAULT_SCOPE } from "./scope.ts";
import { selectFrom } from "./select.ts";

function lookAs(db: TestDatabase, { user, password }: Login): Promise<{ look: Look; chosen: string[] }> {
  return withClient(db.targetFor(user, password), {}, async (client) => {
    const snapshot = await inspect(client, { role: `${db.prefix}_lucien` });
    const { schemas } = selectFrom(snapshot, DEFAULT_SCOPE);
    const chosen = schemas.flatMap((schema) => schema.relations.map((one) => `${schema.name}.${one.name}`));
    return { look: lookFrom(snapshot, client.info.tls, `${db.prefix}_lucien`), chosen };
  });
}

for (const version of VERSIONS) {
  test(`on ${version} the look says what this admin can share, and which creators somebody else has to see to`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      const etl = `${db.prefix}_etl`;
      await db.query(`
        create role ${ident(etl)};
        create table public.theirs (id int); alter table public.theirs owner to ${ident(etl)};`);
      await db.query(
        `create table public.mine (id int); alter table public.mine enable row level security;
         create table public.api_keys (id int, key_hash text);
         create table public.events (id int) partition by range (id);
         create table public.events_1 partition of public.events for values from (1) to (9)`,
        admin,
      );
      const { look, chosen } = await lookAs(db, admin);
      const shareable = Object.fromEntries(look.relations.map((one) => [one.name, one.grantable]));
      assert.deepEqual(shareable, { api_keys: true, events: true, mine: true, theirs: false });
      assert.deepEqual(look.rowRules, { policy: true, bypass: false });
      const creators = look.schemas.find((one) => one.name === "public")?.creators;
      assert.deepEqual(Object.fromEntries(creators?.map((one) => [one.role, one.covered]) ?? []), {
        [admin.user]: true,
        [etl]: false,
      });
      // What the wizard ticks by default is what the command line chooses by default.
      const ticked = look.relations.filter((one) => one.sensitivity === null).map((one) => `${one.schema}.${one.name}`);
      assert.deepEqual(chosen, ticked);
      // The line that is left to the owner does cover it.
      await db.query(`create role ${ident(`${db.prefix}_lucien`)}`);
      await db.query(creators?.find((one) => one.role === etl)?.remedy ?? "");
      const after = (await lookAs(db, admin)).look.schemas.find((one) => one.name === "public")?.creators;
      assert.equal(after?.find((one) => one.role === etl)?.covered, true);
    }));
}

test("the look names the roles that make logins and that this one may become", () =>
  withDatabase(VERSIONS.at(-1) ?? 18, async (db) => {
    const permanent = await db.admin("createrole");
    const temporary = { user: `${db.prefix}_temp`, password: "temp" };
    const plain = `${db.prefix}_plain`;
    await db.query(`create role ${ident(plain)};
      create role ${ident(temporary.user)} login password 'temp';
      grant ${ident(permanent.user)}, ${ident(plain)} to ${ident(temporary.user)}`);
    assert.deepEqual((await lookAs(db, temporary)).look.actAs, [permanent.user]);
    assert.deepEqual((await lookAs(db, permanent)).look.actAs, []);
    assert.deepEqual((await lookAs(db, await db.admin("superuser"))).look.actAs, []);
  }));
