import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { PSQL, runInPsql } from "../testing/psql.ts";
import { planRequestSchema } from "./request.ts";
import { planScripts, type Scripts } from "./script.ts";

/** The scripts as people run them: by the real psql. */

const password = newPassword();
const verifier = await scramVerifier(password);
const skip =
  PSQL === null ? "psql is not installed here, so its scripts are run by the driver alone (script.pg.test.ts)" : false;

async function scriptsFor(db: TestDatabase, admin: Login): Promise<Scripts> {
  const role = `${db.prefix}_o'x \\ :x`;
  const request = planRequestSchema.parse({
    role,
    rowRules: "policy",
    schemas: [
      {
        name: 'a%b "s',
        future: true,
        relations: [
          { name: "orders", columns: null },
          { name: ":people亜", columns: ["id", "na'me"] },
          { name: "guarded", columns: null },
          { name: "of_other", columns: null },
        ],
      },
    ],
  });
  return withClient(db.targetFor(admin.user, admin.password), {}, async (client) =>
    planScripts(request, await inspect(client, { role }), [], verifier),
  );
}

async function withShop(
  version: (typeof VERSIONS)[number],
  kind: "superuser" | "createrole",
  work: (db: TestDatabase, admin: Login) => Promise<void>,
): Promise<void> {
  await withDatabase(version, async (db) => {
    const admin = await db.admin(kind);
    const other = ident(`${db.prefix}_other`);
    await db.query(
      `create schema "a%b ""s"; create table "a%b ""s".orders(id int); create table "a%b ""s".":people亜"(id int, "na'me" text, secret text);
       create table "a%b ""s".guarded(id int); alter table "a%b ""s".guarded enable row level security`,
      admin,
    );
    await db.query(`create role ${other}; grant usage, create on schema "a%b ""s" to ${other}; set role ${other};
      create table "a%b ""s".of_other(id int); reset role; grant ${other} to ${ident(admin.user)}`);
    await work(db, admin);
  });
}

for (const version of VERSIONS) {
  for (const kind of ["superuser", "createrole"] as const) {
    test(
      `PG ${version}, ${kind}: psql runs the script, twice the second does nothing, and the undo restores all`,
      { skip },
      () =>
        withShop(version, kind, async (db, admin) => {
          const before = await privilegesOf(db);
          const made = await scriptsFor(db, admin);
          assert.equal(made.script.includes(password), false);
          const first = await runInPsql(db, admin, made.script);
          assert.equal(first.code, 0, first.output);
          const lucien = { user: `${db.prefix}_o'x \\ :x`, password };
          await db.query(
            `select * from "a%b ""s".orders; select id, "na'me" from "a%b ""s".":people亜"; select * from "a%b ""s".of_other`,
            lucien,
          );
          await assert.rejects(db.query(`select secret from "a%b ""s".":people亜"`, lucien), { code: "42501" });
          const after = await privilegesOf(db);
          const again = await runInPsql(db, admin, (await scriptsFor(db, admin)).script);
          assert.equal(again.code, 0, again.output);
          assert.deepEqual(difference(after, await privilegesOf(db)), []);
          const undone = await runInPsql(db, admin, made.undoScript);
          assert.equal(undone.code, 0, undone.output);
          assert.deepEqual(difference(before, await privilegesOf(db)), []);
        }),
    );

    test(
      `PG ${version}, ${kind}: a script that is stopped, or run a second time, leaves what was there`,
      { skip },
      () =>
        withShop(version, kind, async (db, admin) => {
          const before = await privilegesOf(db);
          const { script } = await scriptsFor(db, admin);
          const broken = await runInPsql(db, admin, script.replace("COMMIT;", "SELECT 1/0;\nCOMMIT;"));
          assert.equal(broken.code, 3, broken.output);
          assert.deepEqual(difference(before, await privilegesOf(db)), []);
          assert.equal((await runInPsql(db, admin, script)).code, 0);
          const after = await privilegesOf(db);
          const twice = await runInPsql(db, admin, script);
          assert.equal(twice.code, 3, "the role is there already: 42710 stops it");
          assert.deepEqual(difference(after, await privilegesOf(db)), []);
        }),
    );
  }
}

for (const version of VERSIONS.filter((one) => one >= 16)) {
  test(
    `PG ${version}: createrole_self_grant adds no membership to what the script makes, and its undo leaves nothing`,
    { skip },
    () =>
      withShop(version, "createrole", async (db, admin) => {
        await db.query(`alter role ${ident(admin.user)} set createrole_self_grant = 'set, inherit'`);
        const before = await privilegesOf(db);
        const { script, undoScript } = await scriptsFor(db, admin);
        assert.deepEqual((await runInPsql(db, admin, script)).code, 0);
        const [row] = await db.query(
          `select count(*)::int as lent from pg_auth_members m join pg_roles r on r.oid = m.roleid
          where r.rolname like '${db.prefix}_o''x%' and (m.set_option or m.inherit_option)`,
        );
        assert.equal(row?.lent, 0);
        assert.deepEqual((await runInPsql(db, admin, undoScript)).code, 0);
        assert.deepEqual(difference(before, await privilegesOf(db)), []);
      }),
  );
}
