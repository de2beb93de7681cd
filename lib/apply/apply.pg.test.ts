import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { AppError } from "../errors.ts";
import { inspect } from "../inspect/inspect.ts";
import type { LoginParts } from "../plan/login.ts";
import { plan } from "../plan/plan.ts";
import { type PlanRequest, planRequestSchema } from "../plan/request.ts";
import { type Client, withClient } from "../postgres/client.ts";
import { ident, literal, type Sql } from "../postgres/sql.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { type Applied, apply } from "./apply.ts";

const KINDS = ["superuser", "createrole"] as const;

/** Two schemas, two owners, a view, a table with one column to hide. */
async function makeShop(db: TestDatabase, admin: Login): Promise<void> {
  const other = `${db.prefix}_other`;
  await db.query(`create role ${ident(other)} login password 'x'; grant create on schema public to ${ident(other)}`);
  await db.query(
    `create table public.orders(id int primary key, total int);
     insert into public.orders values (1, 10), (2, 20);
     create table public.people(id int, name text, secret text);
     create view public.totals as select sum(total) from public.orders;
     create schema billing; create table billing.invoices(id int)`,
    admin,
  );
  await db.query(`set role ${ident(other)}; create table public.foreign_owned(a int)`);
}

function requestFor(db: TestDatabase, change: Partial<PlanRequest> = {}): PlanRequest {
  return planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    schemas: [
      {
        name: "public",
        future: true,
        relations: [
          { name: "orders", columns: null },
          { name: "totals", columns: null },
          { name: "people", columns: ["id", "name"] },
          { name: "foreign_owned", columns: null },
        ],
      },
      { name: "billing", future: true, relations: [{ name: "invoices", columns: null }] },
    ],
    ...change,
  });
}

const password = newPassword();
const verifier = await scramVerifier(password);

function login(): LoginParts {
  return { password: literal(verifier), validUntil: null, final: null };
}

function run(client: Client, request: PlanRequest, fingerprint: string | null = null): Promise<Applied> {
  const survey = async () => ({ snapshot: await inspect(client, { role: request.role }), findings: [] });
  return apply(client, { request, survey, fingerprint, login });
}

function asAdmin<T>(db: TestDatabase, admin: Login, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(db.targetFor(admin.user, admin.password), {}, work);
}

/** Every privilege of this database and every membership, the built-in default where the ACL is NULL. */
async function privileges(db: TestDatabase): Promise<string[]> {
  const rows = await db.query(`
    with acls as (
      select 'relation ' || c.oid::regclass::text as what, coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner)) as acl
        from pg_class c where c.relkind in ('r','p','v','m','f','S') and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) and c.relnamespace::regnamespace::text !~ '^pg_'
      union all select 'column ' || t.attrelid::regclass::text || '.' || t.attname, t.attacl from pg_attribute t where t.attacl is not null and t.attrelid >= 16384 and t.attrelid >= 16384
      union all select 'schema ' || n.nspname, coalesce(n.nspacl, acldefault('n', n.nspowner)) from pg_namespace n where n.nspname !~ '^pg_(toast|temp)'
      union all select 'database', coalesce(d.datacl, acldefault('d', d.datdba)) from pg_database d where d.datname = current_database()
      union all select 'future ' || d.defaclrole::regrole::text || coalesce(d.defaclnamespace::regnamespace::text, ''), d.defaclacl from pg_default_acl d)
    select what || ' ' || a.grantor::regrole::text || ' ' || a.grantee::oid::text || ' ' || a.privilege_type || ' ' || a.is_grantable as line
      from acls, aclexplode(acl) a
    union all select 'member ' || m.roleid::regrole::text || ' ' || m.member::regrole::text || ' ' || (to_jsonb(m) - 'oid')::text
      from pg_auth_members m where m.member::regrole::text like '%${db.prefix}%'
    union all select 'policy ' || polname from pg_policy
    union all select 'role ' || rolname from pg_roles where rolname like '${db.prefix}%'
    order by 1`);
  return rows.map((row) => row.line as string);
}

const WRITES: [string, string][] = [
  ["insert", "insert into public.orders values (9, 9)"],
  ["update", "update public.orders set total = 0"],
  ["delete", "delete from public.orders"],
  ["truncate", "truncate public.orders"],
  ["alter", "alter table public.orders add column x int"],
  ["drop", "drop table public.orders"],
  ["create", "create table billing.mine(a int)"],
  ["a hidden column", "select secret from public.people"],
];

async function sqlstateOf(db: TestDatabase, text: string, as: Login): Promise<string> {
  try {
    await db.query(`begin read write; ${text}; rollback`, as);
    return "00000";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

for (const version of VERSIONS) {
  for (const kind of KINDS) {
    test(`PG ${version}, ${kind}: the new login reads what was chosen and is refused every write`, () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin(kind);
        await makeShop(db, admin);
        const request = requestFor(db);
        const applied = await asAdmin(db, admin, (client) => run(client, request));
        const lucien = { user: request.role, password };
        assert.deepEqual(await db.query("select sum(total)::int as n from public.orders", lucien), [{ n: 30 }]);
        await db.query(
          "select * from public.totals; select id, name from public.people; select * from billing.invoices",
          lucien,
        );
        for (const [what, text] of WRITES) assert.equal(await sqlstateOf(db, text, lucien), "42501", what);
        // The second owner: out of a plain admin's reach, and said so; a superuser reaches it.
        const open = applied.uncovered.map((u) => `${u.kind} ${u.object.name} ${u.owner}`);
        const other = `${db.prefix}_other`;
        assert.deepEqual(
          open,
          kind === "superuser" ? [] : [`relation foreign_owned ${other}`, `future public ${other}`],
        );
        await db.query("create table public.later(a int)", admin);
        await db.query("select * from public.later", lucien);
      }));

    test(`PG ${version}, ${kind}: a second run has nothing to do, and the undo restores every privilege`, () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin(kind);
        await makeShop(db, admin);
        const before = await privileges(db);
        const request = requestFor(db);
        const first = await asAdmin(db, admin, (client) => run(client, request));
        const second = await asAdmin(db, admin, (client) => run(client, request));
        assert.equal(second.plan.outcome, "unchanged");
        assert.deepEqual(second.statements, []);
        await db.query(["begin", ...first.plan.undo.map((s) => s.sql), "commit"].join(";\n"), admin);
        assert.deepEqual(await privileges(db), before);
      }));

    test(`PG ${version}, ${kind}: choosing less takes back exactly the rest, and its undo gives it back`, () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin(kind);
        await makeShop(db, admin);
        const wide = requestFor(db);
        await asAdmin(db, admin, (client) => run(client, wide));
        const before = await privileges(db);
        const narrow = requestFor(db, {
          schemas: [
            {
              name: "public",
              future: false,
              relations: [
                { name: "orders", columns: ["id"] },
                { name: "people", columns: null },
              ],
            },
          ],
        });
        const changed = await asAdmin(db, admin, (client) => run(client, narrow));
        assert.equal(changed.plan.outcome, "change");
        const lucien = { user: wide.role, password };
        await db.query("select id from public.orders; select * from public.people", lucien);
        for (const text of [
          "select total from public.orders",
          "select * from public.totals",
          "select * from billing.invoices",
        ]) {
          assert.equal(await sqlstateOf(db, text, lucien), "42501", text);
        }
        const again = await asAdmin(db, admin, (client) => run(client, narrow));
        assert.deepEqual(again.statements, []);
        await db.query(["begin", ...changed.plan.undo.map((s) => s.sql), "commit"].join(";\n"), admin);
        assert.deepEqual(await privileges(db), before);
      }));

    test(`PG ${version}, ${kind}: a line cut after any statement leaves no role and no grant`, () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin(kind);
        await makeShop(db, admin);
        const request = requestFor(db);
        const before = await privileges(db);
        const count = await asAdmin(db, admin, async (client) => {
          const snapshot = await inspect(client, { role: request.role });
          return plan(request, snapshot, []).statements.length;
        });
        for (let k = 1; k <= count; k++) {
          const failed = await asAdmin(db, admin, (client) => run(cutAfter(db, client, k), request)).catch(
            (error) => error,
          );
          assert.ok(failed instanceof AppError, `statement ${k} of ${count} did not fail`);
          assert.deepEqual(await privileges(db), before, `after statement ${k} of ${count}`);
        }
      }));
  }
}

/** The same session, ended from another one once it has answered the k-th of the plan's statements. */
function cutAfter(db: TestDatabase, client: Client, k: number): Client {
  let answered = 0;
  const end = () =>
    db.query(
      `select pg_terminate_backend(${client.info.backendPid}, 1000)`.replace(db.version < 14 ? ", 1000" : "", ""),
    );
  return {
    ...client,
    info: client.info,
    end: () => client.end(),
    query: (statement, values) => client.query(statement, values),
    async many(requests, onAnswer) {
      if (!requests.every((r) => typeof r === "string")) return client.many(requests, onAnswer);
      const results = [];
      for (const [i, statement] of (requests as Sql[]).entries()) {
        results.push(...(await client.many([statement], () => onAnswer?.(i, 0))));
        answered += 1;
        if (answered === k) await end();
      }
      return results;
    },
  };
}

test("a plan that was shown is not run once the world has moved", () =>
  withDatabase(VERSIONS.at(-1) ?? 18, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    const request = requestFor(db);
    const shown = await asAdmin(db, admin, async (client) =>
      plan(request, await inspect(client, { role: request.role }), []),
    );
    await db.query("drop table public.orders cascade; create table public.orders(id int, total int)", admin);
    const failed = await asAdmin(db, admin, (client) => run(client, request, shown.fingerprint)).catch(
      (error) => error,
    );
    assert.equal(failed.code, "refused.world-moved");
    assert.deepEqual(await db.query(`select from pg_roles where rolname = '${request.role}'`), []);
  }));

test("a plan that was shown is run when nothing has moved", () =>
  withDatabase(VERSIONS.at(-1) ?? 18, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    const request = requestFor(db);
    const shown = await asAdmin(db, admin, async (client) =>
      plan(request, await inspect(client, { role: request.role }), []),
    );
    const applied = await asAdmin(db, admin, (client) => run(client, request, shown.fingerprint));
    const later = (s: string) => !s.startsWith("CREATE ROLE") && !s.startsWith("COMMENT");
    assert.deepEqual(applied.statements.filter(later), shown.statements.map((s) => s.sql as string).filter(later));
  }));

test("ten runs at once on one database make one role and no error", () =>
  withDatabase(VERSIONS.at(-1) ?? 18, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    const request = requestFor(db);
    const runs = Array.from({ length: 10 }, () => asAdmin(db, admin, (client) => run(client, request)));
    const outcomes = (await Promise.all(runs)).map((r) => r.plan.outcome).sort();
    assert.deepEqual(outcomes, ["create", ...Array(9).fill("unchanged")]);
  }));

test("a database whose transactions are read-only by default is no obstacle", () =>
  withDatabase(VERSIONS.at(-1) ?? 18, async (db) => {
    const admin = await db.admin("superuser");
    await makeShop(db, admin);
    await db.query(`alter database ${ident(db.name)} set default_transaction_read_only = on`);
    const applied = await asAdmin(db, admin, (client) => run(client, requestFor(db)));
    assert.equal(applied.plan.outcome, "create");
  }));
