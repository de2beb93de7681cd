import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { type PlanRequest, planRequestSchema } from "../plan/request.ts";
import { withClient } from "../postgres/client.ts";
import { sql } from "../postgres/sql.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { type CreateEvent, type CreateOptions, type CreateResult, create } from "./create.ts";
import { RunError } from "./run-error.ts";
import type { CreateStages, VerifyInput } from "./stages.ts";

/** The stages around apply as this file needs them: real sessions on a real server, the verdict itself left out. */
function stagesThat(verify: (input: VerifyInput) => Promise<unknown>): CreateStages {
  return {
    survey: async (client, role) => ({ snapshot: await inspect(client, { role }), findings: [] }),
    verify: async (input) => {
      await verify(input);
      return { findings: [] } as never;
    },
  };
}

/** Signs in as the role, where its password is known, and reads. */
async function signIn({ login }: VerifyInput): Promise<void> {
  if (login !== null) await withClient(login, {}, (client) => client.query(sql`select * from public.orders`));
}

const password = newPassword();

type Extra = Partial<CreateOptions> & { request?: Partial<PlanRequest> };

async function createIn(db: TestDatabase, admin: Login, extra: Extra = {}): Promise<CreateResult> {
  const request = planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    schemas: [{ name: "public", future: true, relations: [{ name: "orders", columns: null }] }],
    ...extra.request,
  });
  const verifier = await scramVerifier(password);
  return create(db.targetFor(admin.user, admin.password), request, {
    fingerprint: null,
    verifier,
    stages: stagesThat(signIn),
    ...extra,
  });
}

async function withOrders(
  kind: "superuser" | "createrole",
  version: (typeof VERSIONS)[number],
  work: (db: TestDatabase, admin: Login) => Promise<void>,
) {
  await withDatabase(version, async (db) => {
    const admin = await db.admin(kind);
    await db.query("create table public.orders(id int)", admin);
    await work(db, admin);
  });
}

async function roleRow(db: TestDatabase) {
  const [row] = await db.query(
    `select rolvaliduntil::text as until, shobj_description(oid, 'pg_authid') as comment from pg_roles where rolname = '${db.prefix}_lucien'`,
  );
  return row;
}

for (const version of VERSIONS) {
  for (const kind of ["superuser", "createrole"] as const) {
    test(`PG ${version}, ${kind}: the caller's password works afterwards, the temporary one is gone`, () =>
      withOrders(kind, version, async (db, admin) => {
        let temporary = "";
        const events: CreateEvent[] = [];
        const stages = stagesThat(async (input) => {
          temporary = input.login?.password.reveal() ?? "";
          assert.match((await roleRow(db))?.comment, /pending$/);
          await signIn(input);
        });
        const result = await createIn(db, admin, { stages, onEvent: (e) => events.push(e) });
        assert.equal(result.outcome, "created");
        assert.deepEqual(await roleRow(db), { until: "infinity", comment: "lucien-readonly/1" });
        await db.query("select * from public.orders", { user: result.role, password });
        await assert.rejects(db.query("select 1", { user: result.role, password: temporary }), { code: "28P01" });
        assert.equal(JSON.stringify(result).includes(password), false);
        assert.equal(JSON.stringify(result).includes(temporary), false);
        assert.deepEqual(
          [...new Set(events.map((e) => e.type))],
          ["apply.started", "apply.statement", "apply.checked", "apply.committed", "rekeyed"],
        );
      }));

    test(`PG ${version}, ${kind}: the second run changes nothing and leaves the password alone`, () =>
      withOrders(kind, version, async (db, admin) => {
        await createIn(db, admin);
        const other = await scramVerifier(newPassword());
        const again = await createIn(db, admin, { verifier: other });
        assert.equal(again.outcome, "unchanged");
        assert.deepEqual(again.statements, []);
        assert.equal(again.passwordMode, "unchanged");
        await db.query("select 1", { user: again.role, password });
      }));

    test(`PG ${version}, ${kind}: a run that broke off before the login test is taken up by the next one`, () =>
      withOrders(kind, version, async (db, admin) => {
        const broken = stagesThat(async () => {
          throw new Error("the line broke");
        });
        const failed = await createIn(db, admin, { stages: broken }).catch((error) => error);
        assert.ok(failed instanceof RunError);
        assert.equal(failed.stands, "role-without-password");
        const until = Date.parse((await roleRow(db))?.until);
        assert.ok(until > Date.now() && until < Date.now() + 11 * 60_000, "the left-over password does not run out");
        const result = await createIn(db, admin);
        assert.equal(result.outcome, "created");
        await db.query("select * from public.orders", { user: result.role, password });
        assert.deepEqual(await roleRow(db), { until: "infinity", comment: "lucien-readonly/1" });
      }));
  }
}

const LAST = VERSIONS.at(-1) ?? 18;

test("with rotate an existing login gets the caller's password", () =>
  withOrders("createrole", LAST, async (db, admin) => {
    await createIn(db, admin);
    const fresh = newPassword();
    const result = await createIn(db, admin, { rotate: true, verifier: await scramVerifier(fresh) });
    assert.equal(result.outcome, "changed");
    await db.query("select 1", { user: result.role, password: fresh });
    await assert.rejects(db.query("select 1", { user: result.role, password }), { code: "28P01" });
  }));

test("where verifiers are refused the password is made here, shown nowhere, and stays", () =>
  withOrders("createrole", LAST, async (db, admin) => {
    const result = await createIn(db, admin, { plaintext: true });
    assert.equal(result.passwordMode, "plaintext");
    const made = result.password?.reveal() ?? "";
    await db.query("select * from public.orders", { user: result.role, password: made });
    assert.equal(JSON.stringify(result).includes(made), false);
    assert.ok(result.statements[0]?.includes("PASSWORD :'password'"));
    assert.deepEqual(await roleRow(db), { until: null, comment: "lucien-readonly/1" });
    assert.equal((await createIn(db, admin, { plaintext: true })).outcome, "unchanged");
    const rotated = await createIn(db, admin, { plaintext: true, rotate: true });
    const fresh = rotated.password?.reveal() ?? "";
    await db.query("select 1", { user: result.role, password: fresh });
    assert.equal(JSON.stringify(rotated).includes(fresh), false);
  }));

test("an admin that holds ADMIN on the new role is to be switched off, not deleted", () =>
  withOrders("superuser", LAST, async (db) => {
    const helper = { user: `${db.prefix}_temp`, password: "x" };
    await db.query(
      `create role "${helper.user}" login createrole password 'x'; grant select on public.orders to "${helper.user}" with grant option`,
    );
    const result = await createIn(db, helper);
    assert.equal(result.adminAdvice.action, "switch-off");
    assert.equal(result.adminAdvice.sql, `ALTER ROLE "${helper.user}" NOLOGIN;`);
  }));

for (const [what, request, code] of [
  ["a reserved name", { role: "pg_lucien" }, "refused.role-name"],
  ["a name of 64 bytes", { role: "x".repeat(64) }, "refused.role-name"],
  [
    "a schema that is not there",
    { schemas: [{ name: "nope", future: true, relations: [] }] },
    "refused.schema-missing",
  ],
] as const) {
  test(`${what} is refused before any change`, () =>
    withOrders("superuser", LAST, async (db, admin) => {
      const failed = await createIn(db, admin, { request: request as Partial<PlanRequest> }).catch((error) => error);
      assert.equal(failed.code, code);
      assert.equal(failed.stands, "nothing");
    }));
}

test("a login that may not make logins is refused before any change", () =>
  withOrders("superuser", LAST, async (db) => {
    const plain = { user: `${db.prefix}_plain`, password: "x" };
    await db.query(
      `create role "${plain.user}" login password 'x'; grant select on public.orders to "${plain.user}" with grant option`,
    );
    const failed = await createIn(db, plain).catch((error) => error);
    assert.equal(failed.code, "refused.no-createrole");
  }));

test("an existing login that is not ours is refused, and adopted on request with its password untouched", () =>
  withOrders("superuser", LAST, async (db, admin) => {
    const role = `${db.prefix}_lucien`;
    await db.query(
      `create role "${role}" login password 'old'; grant insert, select on public.orders to "${role}"`,
      admin,
    );
    const failed = await createIn(db, admin).catch((error) => error);
    assert.equal(failed.code, "refused.role-exists");
    const adopted = await createIn(db, admin, { request: { adopt: true } });
    assert.equal(adopted.outcome, "changed");
    assert.equal(adopted.passwordMode, "unchanged");
    const lucien = { user: role, password: "old" };
    await assert.rejects(db.query("begin read write; insert into public.orders values (1)", lucien), { code: "42501" });
  }));
