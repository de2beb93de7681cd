import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { FEW_VERSIONS } from "../testing/clusters.ts";
import { openSession } from "../testing/open-session.ts";
import { signsIn, withRole } from "../testing/our-role.ts";
import { runScript } from "../testing/psql.ts";
import { turnLife } from "./life-act.ts";
import { plainLifeScript, plainStatements, testPasswordScript } from "./life-script-text.ts";

const LAST = FEW_VERSIONS.at(-1) ?? 18;

for (const version of FEW_VERSIONS) {
  test(`PG ${version}: each act of a link does what it says, and done again after a stop it finds that it is so`, () =>
    withRole(version, "createrole", async (world) => {
      const { db, admin, role } = world;
      const target = db.targetFor(admin.user, admin.password);
      const act = (act: "pause" | "resume" | "remove") => turnLife(target, { act, role: role.user, verifier: null });
      assert.deepEqual([(await act("pause")).outcome, await signsIn(world, role)], ["done", "28000"]);
      const again = await act("pause");
      assert.deepEqual([again.outcome, again.statements, again.address, again.password], ["unchanged", [], null, null]);
      assert.deepEqual([(await act("resume")).outcome, await signsIn(world, role)], ["done", "00000"]);
      assert.equal((await act("resume")).outcome, "unchanged");
      const fresh = newPassword();
      const verifier = await scramVerifier(fresh);
      for (let i = 0; i < 2; i++) {
        const { outcome, address } = await turnLife(target, { act: "rotate", role: role.user, verifier });
        assert.deepEqual([outcome, address?.user, address?.database], ["done", role.user, db.name]);
        assert.equal(await signsIn(world, { ...role, password: fresh }), "00000");
      }
      assert.equal((await act("remove")).outcome, "done");
      assert.equal((await act("remove")).outcome, "unchanged");
      assert.deepEqual(await db.query(`select from pg_roles where rolname = '${role.user}'`), []);
    }));
}

test("what cannot be removed is paused, and said with the line that is missing", () =>
  withRole(LAST, "createrole", async (world) => {
    const { db, admin, role } = world;
    await db.query(`create table public.others (id int); grant select on public.others to ${role.user}`);
    const target = db.targetFor(admin.user, admin.password);
    const { outcome, left } = await turnLife(target, { act: "remove", role: role.user, verifier: null });
    assert.equal(outcome, "left");
    assert.match(left.map(({ remedy }) => remedy).join(), /REVOKE/);
    assert.equal(await signsIn(world, role), "28000");
  }));

test("the script's test password is swapped by the role itself, which ends the visits of the old one", () =>
  withRole(LAST, "createrole", async (world) => {
    const { db, admin, role } = world;
    const session = await openSession(db, role);
    const [trial, fresh] = [newPassword(), newPassword()];
    const script = testPasswordScript(role.user, await scramVerifier(trial));
    assert.ok(!script.includes(trial));
    const login = { ...db.targetFor(role.user, trial) };
    const order = { act: "rotate", role: role.user, self: true, verifier: await scramVerifier(fresh) } as const;
    await assert.rejects(turnLife(login, order), { sqlstate: "28P01" });
    await runScript(db, admin, script);
    const { outcome, password } = await turnLife(login, order);
    assert.equal(await session.ended, "57P01");
    assert.deepEqual([outcome, password], ["done", null]);
    assert.equal(await signsIn(world, { ...role, password: trial }), "28P01");
    assert.equal(await signsIn(world, { ...role, password: fresh }), "00000");
  }));

test("the scripts that need no look at the server pause and resume, and hold what the page shows", () =>
  withRole(LAST, "superuser", async (world) => {
    const { db, admin, role } = world;
    for (const [act, then] of [
      ["pause", "28000"],
      ["resume", "00000"],
    ] as const) {
      const script = plainLifeScript(act, role.user);
      for (const line of plainStatements(act, role.user).split("\n")) assert.ok(script.includes(line), line);
      await runScript(db, admin, script);
      assert.equal(await signsIn(world, role), then);
    }
  }));
