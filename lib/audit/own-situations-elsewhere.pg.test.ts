import assert from "node:assert/strict";
import { test } from "node:test";
import { inspectOtherDatabases } from "../inspect/other-databases.ts";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { type Story, tellStories } from "../testing/audit-story.ts";
import { withDatabase } from "../testing/clusters.ts";
import { auditDatabase } from "../verify/audit-database.ts";

/** What is out of sight from here: closed system tables, other databases. */
const STORIES: readonly Story[] = [
  {
    title: "a system table that this login may not read leaves the verdict open",
    given: () => "revoke select on pg_catalog.pg_policy from public",
    proof: () => ["select * from pg_catalog.pg_policy"],
    ends: "42501",
    verdict: "inconclusive",
    finds: [{ code: "not-looked-at", class: "notice", names: "pg_policy" }],
  },
  {
    title: "a restrictive policy that names this login, which reads by PUBLIC's grant",
    given: ({ role }) => `grant usage on schema public to public; grant select on public.orders to public;
      alter table public.orders enable row level security; create policy seen on public.orders using (true);
      create policy hides on public.orders as restrictive to ${role} using (id = 1)`,
    proof: () => ["drop owned by current_user", "select 1 / (count(*) - 1) from public.orders"],
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "removable-policy", class: "exposure", names: "hides" }],
  },
  {
    title: "the same for everybody stays",
    given: () => `grant usage on schema public to public; grant select on public.orders to public;
      alter table public.orders enable row level security; create policy seen on public.orders using (true);
      create policy hides on public.orders as restrictive using (id = 1)`,
    proof: () => ["drop owned by current_user", "select 1 / (count(*) - 1) from public.orders"],
    ends: "22012",
    verdict: "read-only",
    reach: "partial",
  },
];

tellStories(STORIES);

test("a table of its own in another database is a way to write while it may enter, and a notice when not", () =>
  withDatabase(18, async (db) => {
    const [role, there] = [`${db.prefix}_ro`, `${db.prefix}_there`];
    await db.query(`create role ${ident(role)} login password 'reader'`);
    await db.query(`create database ${ident(there)} template template0 owner ${ident(role)}`);
    await withClient({ ...db.targetFor(role, "reader"), database: there }, {}, (client) =>
      client.query("create table public.mine (a int)" as never),
    );
    await db.query(`alter database ${ident(there)} owner to ${ident(db.superuser.user)}`);
    const judged = () =>
      withClient(db.targetFor(role, "reader"), {}, async (client) => {
        const { result } = await auditDatabase(client, role, null);
        return result.findings.find(({ code }) => code === "owned-elsewhere");
      });
    const open = await judged();
    assert.deepEqual([open?.class, open?.object?.name], ["write", there]);
    assert.match(open?.remedy ?? "", /REASSIGN OWNED BY/);
    await db.query(`revoke connect on database ${ident(there)} from public`);
    assert.equal((await judged())?.class, "notice");
  }));

test("a database whose connection limit is 0 lets no ordinary login in: closed, and nothing to wonder about", () =>
  withDatabase(16, async (db) => {
    const [role, there] = [`${db.prefix}_ro`, `${db.prefix}_shut`];
    await db.query(`create role ${ident(role)} login password 'reader'`);
    await db.query(`create database ${ident(there)} template template0 connection limit 0`);
    const refused = withClient({ ...db.targetFor(role, "reader"), database: there }, {}, async () => "in");
    assert.equal(await refused.catch((error: { sqlstate?: string }) => error.sqlstate), "53300");
    const databases = await withClient(db.targetFor(role, "reader"), {}, (client) =>
      inspectOtherDatabases(client, role),
    );
    assert.equal(databases.find(({ name }) => name === there)?.connectable, false);
  }));

test("the right to hand on TEMPORARY counts in a database that it may not enter, since GRANT works from any other", () =>
  withDatabase(16, async (db) => {
    const [role, there] = [`${db.prefix}_ro`, ident(`${db.prefix}_there`)];
    await db.query(`create role ${ident(role)} login password 'reader'`);
    await db.query(`create database ${there} template template0`);
    await db.query(`revoke connect on database ${there} from public;
      grant temporary on database ${there} to ${ident(role)} with grant option`);
    await withClient(db.targetFor(role, "reader"), {}, async (client) => {
      const { result } = await auditDatabase(client, role, null);
      const found = result.findings.filter(({ code }) => code === "grant-option");
      assert.deepEqual(
        found.map(({ object }) => object?.name),
        [`${db.prefix}_there`],
      );
      await client.query(`grant temporary on database ${there} to public` as never);
    });
  }));

const ODD = ` o'x "%s" ü\\`;

test("names that look like SQL: every remedy runs as it stands, in an odd database, for an odd role", () =>
  withDatabase(
    18,
    async (db) => {
      const role = `${db.prefix}${ODD}`;
      const odd = ident(`odd${ODD}`);
      await db.query(`create role ${ident(role)} login password 'reader'; create schema ${odd};
        create table ${odd}.${odd} (${odd} int); grant usage, create on schema ${odd} to ${ident(role)};
        grant insert, update (${odd}) on ${odd}.${odd} to ${ident(role)}; grant delete on ${odd}.${odd} to public;
        create function ${odd}.${odd}(${odd} int) returns void language sql security definer as $$delete from ${odd}.${odd}$$;
        revoke temporary on database ${ident(db.name)} from public; grant select on ${odd}.${odd} to ${ident(role)}`);
      const judged = () =>
        withClient(
          db.targetFor(role, "reader"),
          {},
          async (client) => (await auditDatabase(client, role, null)).result,
        );
      const first = await judged();
      const writes = first.findings.filter((one) => one.class === "write");
      assert.deepEqual([...new Set(writes.map(({ code }) => code))].sort(), [
        "column-privilege",
        "definer-routine",
        "schema-create",
        "table-privilege",
      ]);
      for (const { remedy } of writes) await db.query(remedy ?? "missing");
      assert.equal((await judged()).verdict, "read-only");
    },
    ODD,
  ));
