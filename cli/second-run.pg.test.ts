import assert from "node:assert/strict";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { type TestDatabase, VERSIONS, withDatabase } from "../lib/testing/clusters.ts";
import { type Ran, runCommand } from "./run-command.fixture.ts";

/** A login that is there already, with what somebody had in the environment, and plans with flags beside them. */

const LAST = VERSIONS.at(-1) ?? 18;

type Run = (args: readonly string[], more?: Record<string, string>) => Promise<Ran>;

async function withShop(work: (db: TestDatabase, run: Run) => Promise<void>): Promise<void> {
  await withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await db.query("create table public.orders(id serial)", admin);
    const url = `postgresql://${admin.user}:${encodeURIComponent(admin.password)}@${db.host}:${db.port}/${db.name}`;
    const role = ["--role", `${db.prefix}_lucien`];
    await work(db, (args, more = {}) =>
      runCommand([...args, ...(args.includes("--plan") ? [] : role)], { ADMIN_DATABASE_URL: url, ...more }),
    );
  });
}

test("an outdated READONLY_DATABASE_URL hinders nothing: a rotation proves the new password, other runs look as the admin", () =>
  withShop(async (db, run) => {
    const create = ["create", "--json", "--schema", "public"];
    const first = JSON.parse((await run(create)).out).connectionUrl;
    const rotated = await run([...create, "--rotate"], { READONLY_DATABASE_URL: first });
    const answer = JSON.parse(rotated.out);
    assert.equal(answer.outcome, "changed", rotated.err);
    const codes = (json: { verification: { findings: { code: string }[] } }) =>
      json.verification.findings.map(({ code }) => code);
    assert.equal(codes(answer).includes("login-not-tested"), false);
    // The verdict itself also speaks of the server's other databases, which are other tests'.
    const audited = await runCommand(["audit", "--json"], { READONLY_DATABASE_URL: answer.connectionUrl });
    assert.ok(JSON.parse(audited.out).verdict, audited.err);
    const again = await run(create, { READONLY_DATABASE_URL: first });
    assert.equal(JSON.parse(again.out).outcome, "unchanged", again.err);
    assert.ok(codes(JSON.parse(again.out)).includes("login-not-tested"));
    await db.query(`alter role "${db.prefix}_lucien" nologin`);
    const paused = await run(create, { READONLY_DATABASE_URL: answer.connectionUrl });
    assert.match(JSON.stringify(JSON.parse(paused.out).uncovered), /NOLOGIN/, paused.err);
  }));

test("what an existing login may do to sequences is taken from it, and given back by the undo", () =>
  withShop(async (db, run) => {
    const role = `"${db.prefix}_lucien"`;
    await db.query(`create role ${role} login; grant usage, update on sequence public.orders_id_seq to ${role}`);
    const made = await run(["create", "--json", "--adopt", "--schema", "public"]);
    assert.match(made.out, /REVOKE UPDATE, USAGE ON SEQUENCE/, made.err);
    const [row] = await db.query(
      `select has_sequence_privilege('${db.prefix}_lucien', 'public.orders_id_seq', 'usage, update') as writes`,
    );
    assert.equal(row?.writes, false);
  }));

test("a saved plan says which role, with which limits and for which database: flags beside it are wrong usage", () =>
  withShop(async (_, run) => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "plan-"));
    try {
      const file = path.join(folder, "plan.json");
      assert.equal((await run(["plan", "--save", file])).code, 0);
      const said = [["--role", "x"], ["--connection-limit", "3"], ["--no-future"], ["--valid-until", "2090-01-01"]];
      for (const flags of said) {
        const ran = await run(["create", "--json", "--plan", file, ...flags]);
        assert.deepEqual([ran.code, JSON.parse(ran.out).error.code], [2, "usage.plan-and-flags"], flags.join(" "));
      }
    } finally {
      await fs.rm(folder, { recursive: true });
    }
  }));

test("an admin that may not read the catalog is refused before any change", () =>
  withShop(async (db, run) => {
    await db.query("revoke select on pg_catalog.pg_db_role_setting from public");
    for (const command of ["plan", "create"]) {
      const ran = await run([command, "--json"]);
      assert.deepEqual([ran.code, JSON.parse(ran.out).error.code], [4, "refused.cannot-look"], ran.err);
    }
  }));

test("a yes to what this admin cannot take from PUBLIC is said again and changes nothing the second time", () =>
  withShop(async (db, run) => {
    await db.query("create function public.wipe() returns void security definer language sql as 'delete from orders'");
    const create = ["create", "--json", "--schema", "public", "--accept", "public-routine-execute"];
    const [first, second] = [await run(create), await run(create)].map(({ out }) => JSON.parse(out));
    assert.deepEqual([first.outcome, second.outcome], ["created", "unchanged"]);
    assert.deepEqual(second.statements, []);
    assert.deepEqual(second.uncovered, first.uncovered);
    assert.ok(second.uncovered.some(({ kind }: { kind: string }) => kind === "public"));
  }));

test("a routine and a sequence that everybody may use through somebody else's grant are closed in that role's name, once", () =>
  withShop(async (db, run) => {
    const [owner, chain] = [`"${db.prefix}_createrole"`, `"${db.prefix}_chain"`];
    await db.query(`create role ${chain}; grant ${chain} to ${owner}; set role ${owner};
      create function public.wipe() returns void security definer language sql as 'delete from public.orders';
      revoke all on function public.wipe() from public;
      grant execute on function public.wipe() to ${chain} with grant option;
      grant usage on sequence public.orders_id_seq to ${chain} with grant option;
      set role ${chain};
      grant execute on function public.wipe() to public; grant usage on sequence public.orders_id_seq to public`);
    const accept = ["--accept", "public-routine-execute", "--accept", "public-sequence-write"];
    const create = ["create", "--json", "--schema", "public", ...accept];
    const first = await run(create);
    assert.equal(JSON.parse(first.out).outcome, "created", first.err);
    const [row] = await db.query(`select has_function_privilege(0::oid, 'public.wipe()', 'execute') as runs,
      has_sequence_privilege('${db.prefix}_lucien', 'public.orders_id_seq', 'usage') as moves`);
    assert.deepEqual(row, { runs: false, moves: false });
    assert.deepEqual(JSON.parse((await run(create)).out).statements, []);
  }));
