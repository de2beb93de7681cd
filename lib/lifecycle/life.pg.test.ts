import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import type { AppError } from "../errors.ts";
import { ident } from "../postgres/sql.ts";
import { Secret } from "../secret.ts";
import { VERSIONS } from "../testing/clusters.ts";
import { openSession } from "../testing/open-session.ts";
import { signsIn, withRole } from "../testing/our-role.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { pause, resume } from "./pause.ts";
import { rotate, rotateOwn } from "./rotate.ts";

function refusal(error: unknown): string {
  return (error as AppError).code;
}

const LAST = VERSIONS.at(-1) ?? 18;

for (const version of VERSIONS) {
  for (const kind of version === LAST ? (["superuser", "createrole"] as const) : (["createrole"] as const)) {
    test(`PG ${version}, ${kind}: pausing shuts the login and ends its sessions, resuming lets it in again, both said twice`, () =>
      withRole(version, kind, async (world) => {
        const { db, admin, role } = world;
        const before = await privilegesOf(db);
        const target = db.targetFor(admin.user, admin.password);
        const session = await openSession(world.db, role);
        const paused = await pause(target, { role: role.user });
        assert.equal(await session.ended, "57P01");
        assert.deepEqual([paused.outcome, paused.sessions], ["paused", { ended: 1, left: 0, why: null }]);
        assert.equal(await signsIn(world, role), "28000");
        const again = await pause(target, { role: role.user });
        assert.deepEqual([again.outcome, again.statements, again.sessions.ended], ["unchanged", [], 0]);
        assert.equal((await resume(target, { role: role.user })).outcome, "resumed");
        assert.equal(await signsIn(world, role), "00000");
        const resumed = await resume(target, { role: role.user });
        assert.deepEqual([resumed.outcome, resumed.statements], ["unchanged", []]);
        assert.deepEqual(difference(before, await privilegesOf(db)), [], "nobody's rights, no membership");
      }));

    test(`PG ${version}, ${kind}: a rotated password works at once, the old one and its sessions are gone`, () =>
      withRole(version, kind, async (world) => {
        const { db, admin, role } = world;
        const before = await privilegesOf(db);
        const session = await openSession(world.db, role);
        const fresh = newPassword();
        const result = await rotate(db.targetFor(admin.user, admin.password), {
          role: role.user,
          verifier: await scramVerifier(fresh),
          password: new Secret(fresh),
        });
        assert.equal(await session.ended, "57P01");
        assert.deepEqual(result.sessions, { ended: 1, left: 0, why: null });
        assert.deepEqual([result.proof.state, result.passwordMode], ["signed-in", "verifier"]);
        assert.equal(result.statements.length, 1);
        assert.equal(JSON.stringify(result).includes(fresh), false);
        assert.equal(await signsIn(world, role), "28P01");
        assert.equal(await signsIn(world, { ...role, password: fresh }), "00000");
        assert.deepEqual(difference(before, await privilegesOf(db)), []);
      }));
  }

  test(`PG ${version}: the role itself rotates with its old URL and no admin, and keeps its expiry`, () =>
    withRole(version, "createrole", async (world) => {
      const { db, role } = world;
      await db.query(`alter role ${ident(role.user)} valid until '2099-01-01T00:00:00Z'`);
      const session = await openSession(world.db, role);
      const fresh = newPassword();
      const result = await rotateOwn(db.targetFor(role.user, role.password), {
        verifier: await scramVerifier(fresh),
        password: new Secret(fresh),
      });
      assert.equal(await session.ended, "57P01");
      assert.deepEqual([result.role, result.address.user, result.proof.state], [role.user, role.user, "signed-in"]);
      assert.equal(result.validUntil, "2099-01-01T00:00:00.000Z");
      assert.equal(await signsIn(world, role), "28P01");
      assert.equal(await signsIn(world, { ...role, password: fresh }), "00000");
    }));
}

test("a password that has run out is rotated into one that works; one that runs out later keeps its day", () =>
  withRole(LAST, "createrole", async (world) => {
    const { db, admin, role } = world;
    const target = db.targetFor(admin.user, admin.password);
    for (const [until, then] of [
      ["2020-01-01T00:00:00Z", null],
      ["2099-01-01T00:00:00Z", "2099-01-01T00:00:00.000Z"],
    ] as const) {
      await db.query(`alter role ${ident(role.user)} valid until '${until}'`);
      const fresh = newPassword();
      const result = await rotate(target, { role: role.user, verifier: await scramVerifier(fresh) });
      assert.deepEqual([result.validUntil, result.proof.state], [then, "not-tried"]);
      assert.equal(await signsIn(world, { ...role, password: fresh }), "00000");
    }
  }));

test("where verifiers are refused the password is made here and shown nowhere", () =>
  withRole(LAST, "createrole", async (world) => {
    const { db, admin, role } = world;
    const result = await rotate(db.targetFor(admin.user, admin.password), {
      role: role.user,
      verifier: await scramVerifier(newPassword()),
      plaintext: true,
    });
    const made = result.password?.reveal() ?? "";
    assert.deepEqual([result.passwordMode, result.proof.state], ["plaintext", "signed-in"]);
    assert.equal(JSON.stringify(result).includes(made), false);
    assert.equal(await signsIn(world, { ...role, password: made }), "00000");
  }));

test("what is not ours, not there, all-powerful or out of the admin's reach is refused before any change", () =>
  withRole(LAST, "createrole", async (world) => {
    const { db, admin, role } = world;
    const [other, foreign, top] = [`${db.prefix}_other`, `${db.prefix}_foreign`, `${db.prefix}_top`];
    await db.query(
      `create role ${ident(other)} login createrole password 'other'; create role ${ident(foreign)} login;
       create role ${ident(top)} superuser login password 'top'; comment on role ${ident(top)} is 'lucien-readonly/1'`,
    );
    const target = db.targetFor(admin.user, admin.password);
    const verifier = await scramVerifier(newPassword());
    const cases: [() => Promise<unknown>, string][] = [
      [() => pause(target, { role: `${db.prefix}_nobody` }), "refused.no-such-role"],
      [() => pause(target, { role: foreign }), "refused.role-exists"],
      [() => rotate(target, { role: top, verifier }), "refused.role-superuser"],
      [() => rotate(target, { role: foreign, verifier, adopt: true }), "refused.role-not-ours"],
      [() => pause(db.targetFor(other, "other"), { role: role.user }), "refused.role-not-ours"],
      [() => resume(db.targetFor(role.user, role.password), { role: role.user }), "refused.role-is-admin"],
      // An admin's URL pasted by mistake: its password is not ours to change.
      [() => rotateOwn(target, { verifier }), "refused.role-exists"],
      [() => rotateOwn(db.targetFor(top, "top"), { verifier }), "refused.role-superuser"],
    ];
    for (const [run, code] of cases) assert.equal(refusal(await run().catch((error) => error)), code);
    assert.equal(await signsIn(world, role), "00000");
  }));
