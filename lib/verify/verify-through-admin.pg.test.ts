import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { hostile, traces } from "../probe/hostile.fixtures.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import type { Verification } from "./verification.ts";
import { verify } from "./verify.ts";
import { verifyThroughAdmin } from "./verify-through-admin.ts";

/** A busy machine must not leave anything untried for want of time. */
const LOOK = { scope: null, probeBudgetMs: 90_000 };

for (const version of VERSIONS) {
  test(`on ${version} a superuser's session comes to the same verdict as the role's own login`, () =>
    withDatabase(version, async (db) => {
      const login = await hostile(db);
      const before = await traces(db);
      const own = await verify(target(db, login), LOOK);
      const through = await throughAdmin(db, db.superuser, login.user);
      assert.deepEqual(await traces(db), before);
      assert.deepEqual([through.verdict, through.reach, through.coverage], [own.verdict, own.reach, own.coverage]);
      assert.deepEqual(
        codes(through).filter((code) => code !== "login-not-tested"),
        codes(own),
      );
      assert.ok(codes(through).includes("login-not-tested"));
      assert.ok(!through.probes.some(({ action }) => action === "connect" || action === "set-role"));
    }));
}

// Until 15 every CREATEROLE admin may let itself into any role that is no superuser.
for (const version of VERSIONS.filter((major) => major >= 16)) {
  test(`on ${version} an admin who may not become the role still reads its rights, and tries nothing`, () =>
    withDatabase(version, async (db) => {
      const login = await hostile(db);
      const admin = await db.admin("createrole");
      const { probes, findings, verdict } = await throughAdmin(db, admin, login.user);
      assert.deepEqual([probes, verdict], [[], "can-write"]);
      assert.ok(findings.some(({ code }) => code === "not-tried"));
      assert.ok(!findings.some(({ code }) => code.startsWith("tried-and")));
      const untested = findings.find(({ code }) => code === "login-not-tested");
      assert.match(untested?.title ?? "", /nothing was tried as it/);
    }));
}

test("an admin who is let into fewer databases than the role says which he did not see", () =>
  withDatabase(17, async (db) => {
    const login = await hostile(db);
    const admin = await db.admin("createrole");
    const there = `${db.prefix}_there`;
    await db.query(`create database ${ident(there)} template template0`);
    await db.query(
      `revoke connect on database ${ident(there)} from public; grant connect on database ${ident(there)} to ${ident(login.user)}`,
    );
    const { findings } = await throughAdmin(db, admin, login.user);
    const unseen = findings.filter(({ code }) => code === "other-database-unknown").map(({ object }) => object?.name);
    assert.deepEqual(
      unseen.filter((name) => name?.startsWith(db.prefix)),
      [there],
    );
  }));

/** Of this database: others come and go with the tests beside this one. */
function codes({ findings }: Verification): string[] {
  return findings.flatMap(({ code, object }) => (object?.database ? [] : code)).sort();
}

function target(db: TestDatabase, login: Login) {
  return { ...db.targetFor(login.user, login.password), tls: "disable" as const, caPem: null };
}

function throughAdmin(db: TestDatabase, admin: Login, role: string): Promise<Verification> {
  const at = target(db, admin);
  return withClient(at, {}, (client) => verifyThroughAdmin(client, at, role, LOOK));
}
