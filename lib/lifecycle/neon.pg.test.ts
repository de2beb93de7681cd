import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { planRequestSchema } from "../plan/request.ts";
import { type Target, withClient } from "../postgres/client.ts";
import { ident, sql } from "../postgres/sql.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { errorMessage, queryMessage, queryText, replaceQuery, type Verdict, withWire } from "../testing/wire.ts";
import { type CreateResult, create } from "./create.ts";

/** Hosts that take no verifiers: Neon says so at COMMIT, credcheck at CREATE ROLE. Played by the wire in between. */

const AT_COMMIT = errorMessage(
  "XX000",
  'Received HTTP code 400 from control plane: {"error":"Neon only supports being given plaintext passwords"}',
);
const REFUSAL = "do $$ begin raise exception 'password type is not a plain text'; end $$";

/** Rolls back what holds a verifier, and answers in the host's words. */
function neon(): (chunk: Buffer) => Verdict {
  let holdsVerifier = false;
  return (chunk) => {
    const text = queryText(chunk);
    if (text?.startsWith("begin")) holdsVerifier = false;
    if (chunk.includes("SCRAM-SHA-256$")) holdsVerifier = true;
    if (text !== "commit" || !holdsVerifier) return "pass";
    // The transaction is over; the next one's BEGIN may come in one piece with what follows it.
    holdsVerifier = false;
    return { instead: queryMessage("rollback"), answer: AT_COMMIT };
  };
}

async function createOver(db: TestDatabase, target: Target): Promise<CreateResult> {
  const request = planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    schemas: [{ name: "public", future: true, relations: [{ name: "orders", columns: null }] }],
  });
  return create(target, request, {
    fingerprint: null,
    verifier: await scramVerifier(newPassword()),
    stages: {
      survey: async (client, role) => ({ snapshot: await inspect(client, { role }), findings: [] }),
      verify: async ({ login }) => {
        if (login !== null) await withClient(login, {}, (client) => client.query(sql`select * from public.orders`));
        return { findings: [] } as never;
      },
    },
  });
}

for (const version of VERSIONS) {
  test(`PG ${version}: verifiers refused at COMMIT: the password goes in clear, once, and nothing else is left`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      await db.query("create table public.orders(id int)", admin);
      // What 13 does by default: a password in clear would be kept as an MD5 hash.
      await db.query(`alter role ${ident(admin.user)} set password_encryption = md5`);
      const result = await withWire(db.targetFor(admin.user, admin.password), neon(), (wired) => createOver(db, wired));
      assert.equal(result.outcome, "created");
      const [kept] = await db.query(
        `select left(rolpassword, 13) as as from pg_authid where rolname = '${result.role}'`,
      );
      assert.equal(kept?.as, "SCRAM-SHA-256");
      assert.equal(result.passwordMode, "plaintext");
      const password = result.password?.reveal() ?? "";
      await db.query("select * from public.orders", { user: result.role, password });
      assert.equal(JSON.stringify(result).includes(password), false);
    }));
}

test("verifiers refused at CREATE ROLE: the same", () =>
  withDatabase(VERSIONS.at(-1) ?? 18, async (db) => {
    const admin = await db.admin("createrole");
    await db.query("create table public.orders(id int)", admin);
    const verifier = /PASSWORD 'SCRAM-SHA-256\$/;
    const credcheck = (chunk: Buffer): Verdict =>
      chunk[0] === 0x51 && verifier.test(chunk.toString("latin1"))
        ? { instead: replaceQuery(chunk, verifier, REFUSAL) }
        : "pass";
    const target = db.targetFor(admin.user, admin.password);
    const result = await withWire(target, credcheck, (wired) => createOver(db, wired));
    assert.equal(result.passwordMode, "plaintext");
    await db.query("select * from public.orders", { user: result.role, password: result.password?.reveal() ?? "" });
  }));
