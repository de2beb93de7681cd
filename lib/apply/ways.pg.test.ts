import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../audit/finding.ts";
import { inspect } from "../inspect/inspect.ts";
import { type PlanRequest, planRequestSchema } from "../plan/request.ts";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { undo } from "../testing/apply-shop.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { publicExecute, publicInsert } from "../testing/public-findings.ts";
import { type Applied, apply } from "./apply.ts";

/** Admins that do not own the tables themselves, and what is taken from PUBLIC. */

type Facts = { memberships: string[]; grants: string[] };

async function factsOf(db: TestDatabase): Promise<Facts> {
  const memberships = await db.query(
    `select to_jsonb(m) - 'oid' as row from pg_auth_members m
      where m.member::regrole::text like '${db.prefix}%' and m.roleid::regrole::text <> '${db.prefix}_lucien' order by 1`,
  );
  const grants = await db.query(
    `select c.relname, a.grantor::regrole::text as by, a.grantee::regrole::text as whom, a.privilege_type as what
       from pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1, 2, 3, 4`,
  );
  return { memberships: memberships.map((r) => JSON.stringify(r.row)), grants: grants.map((r) => JSON.stringify(r)) };
}

async function run(
  db: TestDatabase,
  admin: Login,
  findings: Finding[] = [],
  more: Partial<PlanRequest> = {},
): Promise<Applied> {
  const request = planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    schemas: [{ name: "public", future: true, relations: [{ name: "theirs", columns: null }] }],
    ...more,
  });
  return withClient(db.targetFor(admin.user, admin.password), {}, (client) => {
    const survey = async () => ({ snapshot: await inspect(client, { role: request.role }), findings });
    return apply(client, {
      request,
      survey,
      fingerprint: null,
      login: () => ({ password: null, validUntil: null, final: null }),
    });
  });
}

async function hasSelect(db: TestDatabase, table: string): Promise<boolean> {
  const [row] = await db.query(`select has_table_privilege('${db.prefix}_lucien', 'public.${table}', 'select') as yes`);
  return row?.yes as boolean;
}

/** A table of an owner whom the admin reaches only through `grant`. */
async function withOwner(
  version: (typeof VERSIONS)[number],
  grant: (owner: string, admin: string) => string,
  work: (db: TestDatabase, admin: Login) => Promise<void>,
) {
  await withDatabase(version, async (db) => {
    const owner = ident(`${db.prefix}_owner`);
    const admin = { user: `${db.prefix}_adm`, password: "x" };
    await db.query(`create role ${owner}; create role ${ident(admin.user)} login createrole noinherit password 'x';
      grant create on schema public to ${owner}; set role ${owner}; create table public.theirs(a int); reset role;
      ${grant(owner, ident(admin.user))}`);
    await work(db, admin);
  });
}

for (const version of VERSIONS) {
  test(`PG ${version}: a member without INHERIT grants as the owner, and its membership stays as it was`, () =>
    withOwner(
      version,
      (owner, admin) => `grant ${owner} to ${admin}`,
      async (db, admin) => {
        const before = await factsOf(db);
        const applied = await run(db, admin);
        assert.equal(await hasSelect(db, "theirs"), true);
        assert.deepEqual(
          applied.uncovered.filter((u) => u.kind === "relation"),
          [],
        );
        assert.deepEqual((await factsOf(db)).memberships, before.memberships);
        await db.query(`set role "${db.prefix}_owner"; create table public.later(a int)`);
        assert.equal(await hasSelect(db, "later"), true);
        await db.query("drop table public.later");
        assert.deepEqual((await run(db, admin)).statements, []);
        await undo(db, admin, applied);
        assert.deepEqual(await factsOf(db), before);
      },
    ));

  test(`PG ${version}: an admin with ADMIN alone ${version >= 16 ? "borrows the owner's rights and gives back only its own row" : "is a member anyway"}`, () =>
    withOwner(
      version,
      (owner, admin) =>
        version >= 16
          ? `grant ${owner} to ${admin} with admin true, inherit false, set false`
          : `grant ${owner} to ${admin} with admin option`,
      async (db, admin) => {
        const before = await factsOf(db);
        const applied = await run(db, admin);
        assert.equal(await hasSelect(db, "theirs"), true);
        assert.deepEqual((await factsOf(db)).memberships, before.memberships);
        await undo(db, admin, applied);
        assert.deepEqual(await factsOf(db), before);
      },
    ));

  test(`PG ${version}: an admin's own membership in the login is neither used up nor lost, by run, second run and change`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      const lucien = ident(`${db.prefix}_lucien`);
      const own = () =>
        db.query(
          `select to_jsonb(m) - 'oid' as row from pg_auth_members m where m.roleid::regrole::text = '${db.prefix}_lucien' order by 1`,
        );
      await db.query("create table public.theirs(a int)", admin);
      await db.query(`create role ${lucien} login; comment on role ${lucien} is 'lucien-readonly/1'`, admin);
      await db.query(`grant ${lucien} to ${ident(admin.user)} with admin option`);
      const before = await own();
      assert.ok(before.length > 0);
      await run(db, admin);
      assert.deepEqual(await own(), before);
      assert.deepEqual((await run(db, admin)).statements, []);
      const changed = await run(db, admin, [], { statementTimeoutMs: 0 });
      assert.equal(changed.statements.length, 1);
      await undo(db, admin, changed);
      assert.deepEqual(await own(), before);
    }));

  test(`PG ${version}: nobody made the admin a member, so CREATEROLE alone takes no membership: refused, with the line to run`, () =>
    withOwner(
      version,
      () => "",
      async (db, admin) => {
        const before = await factsOf(db);
        const failed = await run(db, admin).catch((error) => error);
        assert.equal(failed.code, "refused.nothing-readable");
        assert.match(failed.detail, /theirs/);
        assert.match(failed.hint, /GRANT SELECT ON TABLE "public"."theirs"/);
        assert.deepEqual(await factsOf(db), before);
      },
    ));

  test(`PG ${version}: an admin that may read but not grant is told so before anything is tried`, () =>
    withOwner(
      version,
      (_, admin) => `grant select on public.theirs to ${admin}`,
      async (db, admin) => {
        const failed = await run(db, admin).catch((error) => error);
        assert.equal(failed.code, "refused.nothing-readable");
        assert.deepEqual(await db.query(`select from pg_roles where rolname = '${db.prefix}_lucien'`), []);
      },
    ));

  test(`PG ${version}: what PUBLIC holds is taken only after a yes, given back to who is named, and restored by the undo`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      await db.query(`create table public.theirs(a int); grant insert on public.theirs to public`, admin);
      await db.query(`create role "${db.prefix}_app"`);
      const findings = [publicInsert(`${db.prefix}_app`)];
      const before = await factsOf(db);
      const first = await run(db, admin, findings);
      assert.equal(first.plan.hazards[0]?.accepted, false);
      assert.equal(await mayInsert(db, "public"), true);
      const key = first.plan.hazards[0]?.key ?? "";
      assert.equal(key, "public-table-write:public.theirs");
      const second = await run(db, admin, findings, { accept: [key], giveBack: { [key]: [`${db.prefix}_app`] } });
      assert.equal(second.statements.length, 2);
      assert.equal(await mayInsert(db, "public"), false);
      assert.equal(await mayInsert(db, `${db.prefix}_app`), true);
      await undo(db, admin, second);
      await undo(db, admin, first);
      assert.deepEqual(await factsOf(db), before);
    }));

  test(`PG ${version}: a REVOKE from PUBLIC that would do nothing is left out and said`, () =>
    withOwner(
      version,
      (owner, admin) =>
        `set role ${owner}; grant insert on public.theirs to public; grant select on public.theirs to ${admin} with grant option; reset role`,
      async (db, admin) => {
        const applied = await run(db, admin, [publicInsert(`${db.prefix}_app`)], { accept: ["public-table-write"] });
        assert.deepEqual(
          applied.uncovered.filter((u) => u.kind === "public").map((u) => u.object.name),
          ["theirs"],
        );
        assert.equal(
          applied.statements.some((s) => s.includes("FROM PUBLIC")),
          false,
        );
        assert.equal(await mayInsert(db, "public"), true);
      },
    ));

  test(`PG ${version}: a routine that is not the admin's to close is tried, left as it was, and said`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      await db.query("create table public.theirs(a int)", admin);
      const finding = publicExecute();
      const applied = await run(db, admin, [finding], { accept: ["public-routine-execute"] });
      assert.equal(applied.uncovered[0]?.kind, "public");
      assert.equal(
        applied.statements.some((s) => s.includes("FROM PUBLIC")),
        false,
      );
    }));
}

async function mayInsert(db: TestDatabase, whom: string): Promise<boolean> {
  const [row] = await db.query(`select has_table_privilege('${whom}', 'public.theirs', 'insert') as yes`);
  return row?.yes as boolean;
}
