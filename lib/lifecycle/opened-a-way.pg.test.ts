import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { planRequestSchema } from "../plan/request.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { create } from "./create.ts";
import { RunError } from "./run-error.ts";
import { stagesFor } from "./stages-for.ts";

const WRITER = `create table app.log (what text);
  create function priv.w() returns int language plpgsql security definer set search_path = pg_catalog as $$
    begin insert into app.log values ('w'); return 1; end $$;`;

const OPENED: [string, string][] = [
  ["a view that calls a writer in a schema nobody may use", `${WRITER} create view app.v as select priv.w() as x`],
  ["a schema that hid a writer which everybody may execute", `${WRITER} alter function priv.w() set schema app`],
];

for (const version of VERSIONS) {
  for (const [what, setUp] of OPENED)
    for (const kind of ["superuser", "createrole"] as const)
      test(`on ${version}, a grant that would open ${what} is taken back whole, as ${kind}`, () =>
        withDatabase(version, async (db) => {
          const admin = await db.admin(kind);
          await db.query(`create schema app; create schema priv; ${setUp}`, admin);
          const before = await privilegesOf(db);
          await assert.rejects(createIn(db, admin), (error: RunError) => {
            assert.ok(error instanceof RunError);
            assert.equal(error.code, "change.opened-a-way");
            assert.equal(error.stands, "nothing");
            assert.match(`${error.hint} ${error.detail}`, /\bw\b/);
            return true;
          });
          assert.deepEqual(difference(before, await privilegesOf(db)), []);
          assert.deepEqual(await db.query(`select 1 from pg_roles where rolname = '${db.prefix}_lucien'`), []);
        }));

  test(`on ${version}, a reader behind the same view is no reason to take anything back`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      await db.query(
        `create schema app; create schema priv; create table app.log (what text);
         create function priv.r() returns bigint language sql stable security definer set search_path = pg_catalog
           as 'select count(*) from app.log';
         create view app.v as select priv.r() as x`,
        admin,
      );
      const { outcome } = await createIn(db, admin);
      assert.equal(outcome, "created");
    }));

  test(`on ${version}, what everybody could write before is told, and not taken for ours`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("superuser");
      await db.query(
        `create schema app; create schema priv; ${WRITER} create view app.v as select what from app.log;
         grant usage on schema app to public; grant insert on app.log to public`,
        admin,
      );
      const { verification } = await createIn(db, admin);
      assert.equal(verification.verdict, "can-write");
    }));
}

test("a login that may not look at the catalog is taken back: what it can do cannot be known", () =>
  withDatabase(VERSIONS.at(-1) ?? 18, async (db) => {
    const admin = await db.admin("createrole");
    await db.query("create schema app; create table app.log (what text)", admin);
    await db.query(
      `grant usage on schema pg_catalog to "${admin.user}"; revoke usage on schema pg_catalog from public`,
    );
    const before = await privilegesOf(db);
    await assert.rejects(createIn(db, admin), { code: "change.not-provable", stands: "nothing", sqlstate: "42501" });
    assert.deepEqual(difference(before, await privilegesOf(db)), []);
  }));

async function createIn(db: TestDatabase, admin: { user: string; password: string }) {
  const target = db.targetFor(admin.user, admin.password);
  const tables = await db.query(
    "select relname from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'v')",
  );
  const relations = tables.map(({ relname }) => ({ name: relname as string, columns: null }));
  const request = { role: `${db.prefix}_lucien`, schemas: [{ name: "app", future: false, relations }] };
  return create(target, planRequestSchema.parse(request), {
    fingerprint: null,
    verifier: await scramVerifier(newPassword()),
    stages: stagesFor(target, {}),
  });
}
