import assert from "node:assert/strict";
import { test } from "node:test";
import { ident } from "../postgres/sql.ts";
import { VERSIONS } from "../testing/clusters.ts";
import { openSession } from "../testing/open-session.ts";
import { difference } from "../testing/privileges.ts";
import { PSQL, runInPsql } from "../testing/psql.ts";
import { allPrivileges, makeLucien, PASSWORD, type World, withThree } from "../testing/three-databases.ts";
import { lifeScript } from "./life-script.ts";
import type { LifeAct } from "./life-script-text.ts";

const FIRST = VERSIONS[0] ?? 13;
const LAST = VERSIONS.at(-1) ?? 18;
const skip = PSQL === null ? "there is no psql here" : false;

function scriptFor({ db, admin, names }: World, act: LifeAct): Promise<string> {
  return lifeScript(db.targetFor(admin.user, admin.password), { role: names.lucien }, act);
}

async function inPsql(world: World, script: string): Promise<void> {
  const { code, output } = await runInPsql(world.db, world.admin, script);
  assert.equal(code, 0, output);
}

function signIn({ db, names }: World): Promise<string> {
  return db.query("select 1", { user: names.lucien, password: PASSWORD }).then(
    () => "00000",
    (error) => error.code,
  );
}

for (const version of new Set([FIRST, LAST])) {
  test(
    `PG ${version}: the scripts pause, resume and remove in psql what the runs would, in all databases`,
    { skip },
    () =>
      withThree(version, "createrole", async (world) => {
        const { db, admin, names, databases } = world;
        await db.query(`grant ${ident(names.app)}, ${ident(names.clerk)} to ${ident(admin.user)}`);
        for (const at of databases) await at.query(`alter function public.twice owner to ${ident(admin.user)}`);
        const before = await allPrivileges(world);
        await makeLucien(world);
        const made = await allPrivileges(world);
        const { ended } = await openSession(db, { user: names.lucien, password: PASSWORD });
        await inPsql(world, await scriptFor(world, "pause"));
        assert.deepEqual([await ended, await signIn(world)], ["57P01", "28000"]);
        await inPsql(world, await scriptFor(world, "resume"));
        assert.equal(await signIn(world), "00000");
        assert.deepEqual(difference(made, await allPrivileges(world)), []);
        await inPsql(world, await scriptFor(world, "remove"));
        assert.deepEqual(difference(before, await allPrivileges(world)), []);
      }),
  );
}

test("a script names what is out of this admin's reach, holds no password, and has psql ask for the new one", () =>
  withThree(LAST, "createrole", async (world) => {
    await makeLucien(world);
    const removal = await scriptFor(world, "remove");
    assert.ok(removal.includes(`SELECT on table public.apps, granted by ${world.names.clerk}`), removal);
    assert.ok(removal.includes(`${world.names.clerk} runs there: SET ROLE`), removal);
    const rotation = await scriptFor(world, "rotate");
    assert.match(rotation, new RegExp(`^\\\\password "${world.names.lucien}"$`, "m"));
    assert.match(rotation, /pg_terminate_backend/);
    for (const script of [removal, rotation]) assert.doesNotMatch(script, /SCRAM-SHA-256|PASSWORD '/);
  }));
