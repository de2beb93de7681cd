import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { type PlanRequest, planRequestSchema } from "../plan/request.ts";
import { withClient } from "../postgres/client.ts";
import { ident, literal } from "../postgres/sql.ts";
import type { AdminShape, Expected } from "../testing/admins/admin-shape.ts";
import { ADMIN_SHAPES } from "../testing/admins/all.ts";
import { type World, withAdmin } from "../testing/admins/with-admin.ts";
import { VERSIONS, withCluster } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { type Applied, apply } from "./apply.ts";

/** For every shape of admin: it works, or it says before any change what is missing and who must run which line. */

const password = newPassword();
const verifier = await scramVerifier(password);

const RELATIONS = ["app_owned", "guarded", "orders", "totals"].map((name) => ({ name, columns: null }));

async function share({ db, admin }: World, change: Partial<PlanRequest> = {}): Promise<Applied> {
  const request = planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    schemas: [{ name: "shop", future: true, relations: RELATIONS }],
    ...change,
  });
  return withClient(db.targetFor(admin.user, admin.password), {}, (client) =>
    apply(client, {
      request,
      survey: async () => ({ snapshot: await inspect(client, { role: request.role }), findings: [] }),
      fingerprint: null,
      login: () => ({ password: literal(verifier), validUntil: null, final: null }),
    }),
  );
}

async function sqlstate(world: World, text: string): Promise<string> {
  const lucien = { user: `${world.db.prefix}_lucien`, password };
  return world.db.query(`begin read write; ${text}; rollback`, lucien).then(
    () => "00000",
    (error) => error.code,
  );
}

async function works(world: World, shape: AdminShape, expected: Expected & { outcome: "works" }): Promise<void> {
  const { db, admin, app } = world;
  const before = await privilegesOf(db);
  const applied = await share(world);
  const uncovered = applied.uncovered.map((u) => `${u.kind} ${u.object.name} ${u.owner}`);
  const open = expected.appOwned === "uncovered" ? [`relation app_owned ${app}`, `future shop ${app}`] : [];
  assert.deepEqual(uncovered, open, shape.id);
  for (const name of ["orders", "totals", "guarded"]) {
    assert.equal(await sqlstate(world, `select * from shop.${name}`), "00000", name);
  }
  assert.equal(await sqlstate(world, "select from shop.app_owned"), expected.appOwned === "shared" ? "00000" : "42501");
  for (const text of ["insert into shop.orders values (0)", "delete from shop.orders", "truncate shop.orders"]) {
    assert.equal(await sqlstate(world, text), "42501", text);
  }
  // The line in `remedy`, run by the owner it names, closes the gap.
  for (const { remedy } of applied.uncovered) await db.query(remedy, { user: app, password: "app" });
  await db.query("create table shop.later(id int)", { user: app, password: "app" });
  assert.equal(await sqlstate(world, "select from shop.app_owned; select from shop.later"), "00000");
  await db.query("drop table shop.later", { user: app, password: "app" });
  assert.deepEqual((await share(world)).statements, []);
  await rowRules(world, expected.bypass);
  // What the owner gave by hand is the owner's to take back: DROP OWNED of another admin would only warn.
  if (applied.uncovered.length > 0) await takeBack(world);
  await undo(world, applied);
  assert.deepEqual(difference(before, await privilegesOf(db)), [], `undo as ${admin.user}`);
}

async function takeBack({ db, app }: World): Promise<void> {
  const lucien = ident(`${db.prefix}_lucien`);
  await db.query(
    `revoke select on shop.app_owned from ${lucien};
     alter default privileges in schema shop revoke select on tables from ${lucien}`,
    { user: app, password: "app" },
  );
}

/** Row security without a policy hides every row: the policy shows them, BYPASSRLS where this admin may set it. */
async function rowRules(world: World, bypass: boolean): Promise<void> {
  const count = async () => {
    const lucien = { user: `${world.db.prefix}_lucien`, password };
    const [row] = await world.db.query("select count(*)::int as n from shop.guarded", lucien);
    return row?.n;
  };
  assert.equal(await count(), 0);
  const policy = await share(world, { rowRules: "policy" });
  assert.equal(await count(), 1);
  await undo(world, policy);
  assert.equal(await count(), 0);
  const passing = await share(world, { rowRules: "bypass" });
  assert.equal(await count(), bypass ? 1 : 0);
  if (bypass) await undo(world, passing);
  else
    assert.match(passing.uncovered.map((u) => `${u.kind}: ${u.remedy}`).join(), /row-rules: ALTER ROLE .* BYPASSRLS;/);
}

async function undo({ db, admin }: World, { plan }: Applied): Promise<void> {
  if (plan.undo.length > 0) await db.query(["begin", ...plan.undo.map((s) => s.sql), "commit"].join(";\n"), admin);
}

// All of them share the time of one test, which a busy machine would use up.
const LONG = { timeout: 600_000 };

for (const version of VERSIONS) {
  test(`PG ${version}: every shape of admin`, LONG, async (t) => {
    await withCluster(version, {}, async (cluster) => {
      for (const shape of ADMIN_SHAPES) {
        await t.test(shape.id, () =>
          withAdmin(cluster, shape, async (world) => {
            const expected = shape.expects(version);
            const before = await privilegesOf(world.db);
            const reserved = await share(world, { role: shape.reserved ?? "" }).catch((error) => error);
            assert.equal(reserved.code, "refused.role-name");
            if (expected.outcome === "works") await works(world, shape, expected);
            else {
              const failed = await share(world).catch((error) => error);
              assert.equal(failed.code, expected.code);
              assert.match(failed.hint, expected.says);
            }
            assert.deepEqual(difference(before, await privilegesOf(world.db)), []);
          }),
        );
      }
    });
  });
}
