import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { planRequestSchema } from "../plan/request.ts";
import { planScripts, type Scripts } from "../plan/script.ts";
import { withClient } from "../postgres/client.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { runScript } from "../testing/psql.ts";
import { type FinishScriptEvent, type FinishScriptResult, finishScript } from "./finish-script.ts";
import { RunError } from "./run-error.ts";

type Story = {
  db: TestDatabase;
  admin: Login;
  role: string;
  /** Lucien's own password: only its verifier is handed on. */
  own: string;
  /** The script for a temporary password, made as the wizard makes it. */
  scriptFor(temporary: string, newPassword?: boolean): Promise<Scripts>;
  finish(temporary: string, onEvent?: (event: FinishScriptEvent) => void): Promise<FinishScriptResult>;
  refused(temporary: string): Promise<RunError>;
};

async function withStory(version: (typeof VERSIONS)[number], work: (story: Story) => Promise<void>): Promise<void> {
  await withDatabase(version, async (db) => {
    const admin = await db.admin("createrole");
    await db.query(`revoke create on schema public from public; revoke temporary on database "${db.name}" from public`);
    await db.query("create table public.orders (id int, total int); insert into public.orders values (1, 100)", admin);
    const role = `${db.prefix}_lucien`;
    const relations = [{ name: "orders", columns: null }];
    const request = planRequestSchema.parse({ role, schemas: [{ name: "public", future: true, relations }] });
    const own = newPassword();
    const verifier = await scramVerifier(own);
    const finish: Story["finish"] = (temporary, onEvent) =>
      finishScript(db.targetFor(role, temporary), request, { verifier, onEvent, signInTries: 1 });
    await work({
      db,
      admin,
      role,
      own,
      finish,
      scriptFor: async (temporary, rotates = false) => {
        const shown = await scramVerifier(temporary);
        return withClient(db.targetFor(admin.user, admin.password), {}, async (client) =>
          planScripts(request, await inspect(client, { role }), [], shown, rotates),
        );
      },
      refused: async (temporary) => {
        const failed = await finish(temporary).then(
          () => null,
          (error) => error,
        );
        assert.ok(failed instanceof RunError, "it was not refused");
        assert.equal(failed.stands, "script");
        return failed;
      },
    });
  });
}

for (const version of VERSIONS) {
  test(`PG ${version}: the script, then the login test, then the role's own hand swaps the password`, () =>
    withStory(version, async ({ db, admin, role, own, scriptFor, finish, refused }) => {
      const temporary = newPassword();
      const { script } = await scriptFor(temporary);
      assert.equal(script.includes("VALID UNTIL"), false);
      assert.equal(script.includes(temporary), false);
      assert.equal((await refused(temporary)).code, "refused.script-not-run");

      await runScript(db, admin, script);
      const events: FinishScriptEvent[] = [];
      const result = await finish(temporary, (event) => events.push(event));
      assert.equal(result.verification.reach, "all");
      assert.ok(
        result.verification.probes.some(({ action, result: answer }) => action === "insert" && answer === "denied"),
      );
      assert.deepEqual(
        result.verification.findings.filter((one) => one.class === "write" && one.object?.database === null),
        [],
      );
      assert.equal(events[0]?.type, "verify.signed-in");
      assert.equal(events.at(-1)?.type, "rekeyed");

      const rows = await db.query("select total from public.orders", { user: role, password: own });
      assert.deepEqual(rows, [{ total: 100 }]);
      await assert.rejects(
        db.query("begin read write; insert into public.orders values (2, 2)", {
          user: role,
          password: own,
        }),
        { code: "42501" },
      );
      await assert.rejects(db.query("select 1", { user: role, password: temporary }), { code: "28P01" });
      const [made] = await db.query(
        `select shobj_description(oid, 'pg_authid') as comment, rolvaliduntil::text as until from pg_roles where rolname = '${role}'`,
      );
      assert.deepEqual(made, { comment: "lucien-readonly/1", until: null });
      assert.equal(JSON.stringify(result).includes(own), false);
      assert.equal(JSON.stringify(events).includes("SCRAM-SHA-256"), false);
    }));

  test(`PG ${version}: a test password that was lost with its page is replaced by a script that says so`, () =>
    withStory(version, async ({ db, admin, role, own, scriptFor, finish, refused }) => {
      await runScript(db, admin, (await scriptFor(newPassword())).script);
      const later = newPassword();
      assert.equal((await refused(later)).code, "refused.script-not-run");
      const untouched = await scriptFor(later);
      assert.match(untouched.script, /^-- All of this is in place already/);
      const { script, outcome, statements } = await scriptFor(later, true);
      assert.equal(outcome, "change");
      assert.equal(statements.length, 1);
      await runScript(db, admin, script);
      await finish(later);
      await db.query("select total from public.orders", { user: role, password: own });
    }));
}

const LAST = VERSIONS.at(-1) ?? 18;

test("a script that broke off leaves nothing, and that is said", () =>
  withStory(LAST, async ({ db, admin, scriptFor, refused }) => {
    const temporary = newPassword();
    const { script } = await scriptFor(temporary);
    const broken = script.replace("COMMIT;", "SELECT 1 / 0;\nCOMMIT;");
    assert.notEqual(broken, script);
    await assert.rejects(runScript(db, admin, broken), /division by zero/);
    const { code, sqlstate } = await refused(temporary);
    assert.deepEqual([code, sqlstate], ["refused.script-not-run", "28P01"]);
  }));

test("a login without our mark keeps the password that it has", () =>
  withStory(LAST, async ({ db, admin, role, scriptFor, refused }) => {
    const temporary = newPassword();
    const { script } = await scriptFor(temporary);
    await runScript(db, admin, script.replace(/^COMMENT ON ROLE .*$/m, ""));
    assert.equal((await refused(temporary)).code, "refused.script-incomplete");
    await db.query("select 1", { user: role, password: temporary });
  }));

test("what the script left out is found by the proof: the login reads nothing that it was not given", () =>
  withStory(LAST, async ({ db, admin, scriptFor, finish }) => {
    const temporary = newPassword();
    const { script } = await scriptFor(temporary);
    await runScript(db, admin, script);
    await db.query("create table public.more (id int)", admin);
    await db.query(`revoke select on public.orders from "${db.prefix}_lucien"`, admin);
    const { verification } = await finish(temporary);
    assert.equal(verification.reach, "none");
  }));
