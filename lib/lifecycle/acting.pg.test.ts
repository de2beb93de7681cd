import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { planRequestSchema } from "../plan/request.ts";
import { withClient } from "../postgres/client.ts";
import { ident, sql } from "../postgres/sql.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { type CreateResult, create } from "./create.ts";

/** A temporary login that is a member of a permanent admin role, and acts as that under SET LOCAL ROLE. */

const password = newPassword();

async function createAs(db: TestDatabase, user: string, actAs: string | null): Promise<CreateResult> {
  const request = planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    schemas: [{ name: "public", future: true, relations: [{ name: "orders", columns: null }] }],
    actAs,
  });
  return create(db.targetFor(user, "temp"), request, {
    fingerprint: null,
    verifier: await scramVerifier(password),
    stages: {
      survey: async (client, role) => ({ snapshot: await inspect(client, { role }), findings: [] }),
      verify: async ({ login }) => {
        if (login !== null) await withClient(login, {}, (client) => client.query(sql`select * from public.orders`));
        return { findings: [] } as never;
      },
    },
  });
}

async function withTemporary(
  version: (typeof VERSIONS)[number],
  inherit: "inherit" | "noinherit",
  work: (db: TestDatabase, temporary: string, permanent: string) => Promise<void>,
): Promise<void> {
  await withDatabase(version, async (db) => {
    const permanent = await db.admin("createrole");
    const temporary = `${db.prefix}_temp`;
    await db.query("create table public.orders(id int)", permanent);
    await db.query(
      `create role ${ident(temporary)} login ${inherit} password 'temp'; grant ${ident(permanent.user)} to ${ident(temporary)}`,
    );
    await work(db, temporary, permanent.user);
  });
}

for (const version of VERSIONS) {
  for (const inherit of ["inherit", "noinherit"] as const) {
    test(`PG ${version}, ${inherit}: what is made as the permanent admin outlives the temporary login`, () =>
      withTemporary(version, inherit, async (db, temporary, permanent) => {
        const result = await createAs(db, temporary, permanent);
        assert.equal(result.outcome, "created");
        assert.equal(result.adminAdvice.action, "delete");
        await db.query(result.adminAdvice.sql ?? "");
        await db.query("select * from public.orders", { user: result.role, password });
        await db.query("create table public.later(id int)", await db.admin("createrole"));
        await db.query("select * from public.later", { user: result.role, password });
        await db.query(["begin", ...result.undo.map((s) => s.sql), "commit"].join(";\n"), await db.admin("createrole"));
      }));
  }

  test(`PG ${version}: CREATEROLE is not inherited, and the refusal names the role to act as`, () =>
    withTemporary(version, "inherit", async (db, temporary, permanent) => {
      const failed = await createAs(db, temporary, null).catch((error) => error);
      assert.equal(failed.code, "refused.no-createrole");
      assert.ok(failed.hint.includes(`--act-as ${permanent}`), failed.hint);
    }));

  test(`PG ${version}: acting as a role that one is no member of, or that is not there, is refused`, () =>
    withTemporary(version, "inherit", async (db, temporary) => {
      for (const role of ["postgres", `${db.prefix}_nobody`]) {
        const failed = await createAs(db, temporary, role).catch((error) => error);
        assert.equal(failed.code, "refused.act-as");
        assert.equal(failed.stands, "nothing");
      }
    }));
}
