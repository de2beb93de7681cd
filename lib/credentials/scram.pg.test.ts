import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { ident, literal, sql } from "../postgres/sql.ts";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { newPassword } from "./password.ts";
import { scramVerifier } from "./scram.ts";

for (const version of VERSIONS) {
  for (const kind of ["superuser", "createrole"] as const) {
    test(`on ${version} a ${kind} admin gives a role our verifier, and its password signs in, no other does`, () =>
      withDatabase(version, async (db) => {
        const role = `${db.prefix}_blind`;
        const password = newPassword(role);
        const verifier = await scramVerifier(password);
        const admin = await db.admin(kind);
        await withClient(db.targetFor(admin.user, admin.password), {}, (client) =>
          client.query(sql`create role ${ident(role)} login password ${literal(verifier)}`),
        );
        const [stored] = await db.query(`select rolpassword from pg_authid where rolname = '${role}'`);
        assert.equal(stored?.rolpassword, verifier);
        const name = await withClient(db.targetFor(role, password), {}, async (client) => {
          // A role may set its own password, so it can take over the key by itself (the script's way).
          const next = await scramVerifier(`${password}2`);
          await client.query(sql`alter role ${ident(role)} password ${literal(next)}`);
          return (await client.query(sql`select session_user::text as name`)).rows[0]?.name;
        });
        assert.equal(name, role);
        await assert.rejects(
          withClient(db.targetFor(role, password), {}, async () => 1),
          { code: "connect.password-rejected" },
        );
        assert.equal(await withClient(db.targetFor(role, `${password}2`), {}, async () => 1), 1);
      }));
  }
}
