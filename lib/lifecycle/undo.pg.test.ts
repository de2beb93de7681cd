import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Applied, apply } from "../apply/apply.ts";
import { inspect } from "../inspect/inspect.ts";
import type { HazardCode } from "../plan/hazard-codes.ts";
import { type Hazard, plan } from "../plan/plan.ts";
import { type PlanRequest, planRequestSchema } from "../plan/request.ts";
import { withClient } from "../postgres/client.ts";
import { ident, qualified } from "../postgres/sql.ts";
import { undo } from "../testing/apply-shop.ts";
import { type Login, type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { publicFindings } from "../verify/public-findings.ts";

/** The undo of every plan gives the privileges back as they were: exploded, the built-in default where NULL. */

const NAMES = ["plain", "o'x", 'A"b', "naïve", "two\nlines", "MixedCase", "$1", "x".repeat(63)];
const KINDS = ["table", "view", "partitioned", "materialized", "rls"] as const;
const GRANTS = [
  "grant select on %t to public",
  "grant insert, delete on %t to public",
  "grant update (b) on %t to public",
  "grant create on schema %s to public",
  "grant insert on %t to public; grant insert on %t to %g",
  "grant insert, update on %t to %l",
  "grant select on %t to %l with grant option",
  "grant update (a) on %t to %l",
  "grant select (a), references (b) on %t to %l",
  "revoke all on %t from %o",
  "grant select on %t to %g",
  "grant create on schema %s to %l",
  "grant usage on schema %s to %l with grant option",
  "grant create, temporary on database %d to %l",
  "alter default privileges for role %o in schema %s grant select, insert on tables to %l",
  "alter default privileges for role %o grant select on tables to %l",
  "alter role %l set statement_timeout = 5",
  "alter role %l connection limit 3 valid until '2040-01-01'",
  "comment on role %l is 'somebody''s'",
  "grant %g to %l",
] as const;

const relation = fc.record({
  name: fc.constantFrom(...NAMES),
  kind: fc.constantFrom(...KINDS),
  owner: fc.constantFrom("admin", "other"),
});
const world = fc.record({
  schema: fc.constantFrom(...NAMES),
  relations: fc.uniqueArray(relation, { minLength: 1, maxLength: 5, selector: (r) => r.name }),
  /** Which of GRANTS were made by hand before, on which relation. */
  before: fc.array(fc.tuple(fc.constantFrom(...GRANTS), fc.nat(4)), { maxLength: 6 }),
  roleExists: fc.boolean(),
  /** Hazards are looked for and all accepted; `back`: with the right given back to everybody who loses it. */
  hazards: fc.constantFrom("not asked" as const, "taken" as const, "back" as const),
  /** Two requests, one after the other: columns (true) or the whole (false) of the relations of an index. */
  requests: fc.array(
    fc.record({
      chosen: fc.uniqueArray(fc.tuple(fc.nat(4), fc.boolean()), { minLength: 1, maxLength: 4, selector: ([i]) => i }),
      future: fc.boolean(),
      rowRules: fc.constantFrom("keep" as const, "policy" as const, "bypass" as const),
      connectionLimit: fc.constantFrom(-1, 10),
      statementTimeoutMs: fc.constantFrom(0, 60_000),
    }),
    { minLength: 2, maxLength: 2 },
  ),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

/** Default privileges in every schema at once were taken back, and what they had covered was not granted (found by seed 4242). */
const REST = {
  chosen: [[0, false] as [number, boolean]],
  rowRules: "keep",
  connectionLimit: -1,
  statementTimeoutMs: 0,
} as const;
const FOUND: World = {
  schema: "plain",
  relations: [{ name: "plain", kind: "table", owner: "admin" }],
  before: [["alter default privileges for role %o grant select on tables to %l", 0]],
  roleExists: true,
  hazards: "not asked",
  requests: [
    { ...REST, chosen: [...REST.chosen], future: true },
    { ...REST, chosen: [...REST.chosen], future: false },
  ],
};

const MAKE: Record<(typeof KINDS)[number], (name: string) => string> = {
  table: (name) => `create table ${name}(a int, b int)`,
  view: (name) => `create view ${name} as select 1 as a, 2 as b`,
  partitioned: (name) => `create table ${name}(a int, b int) partition by range (a)`,
  materialized: (name) => `create materialized view ${name} as select 1 as a, 2 as b`,
  rls: (name) => `create table ${name}(a int, b int); alter table ${name} enable row level security`,
};

async function build(db: TestDatabase, admin: Login, { schema, relations, before, roleExists }: World): Promise<void> {
  const { other, group, lucien } = rolesOf(db);
  await clear(db);
  await db.query(`create schema ${ident(schema)} authorization ${ident(admin.user)};
    grant usage, create on schema ${ident(schema)} to ${other}; ${roleExists ? `create role ${lucien} login` : ""}`);
  for (const { name, kind, owner } of relations) {
    await db.query(`set role ${owner === "admin" ? ident(admin.user) : other}; ${MAKE[kind](qualified(schema, name))}`);
  }
  for (const [grant, index] of before) {
    if (!roleExists && grant.includes("%l")) continue;
    const { name, owner } = relations[index % relations.length] as World["relations"][number];
    const text = grant
      .replaceAll("%t", qualified(schema, name))
      .replaceAll("%s", ident(schema))
      .replaceAll("%d", ident(db.name))
      .replaceAll("%o", owner === "admin" ? ident(admin.user) : other)
      .replaceAll("%g", group)
      .replaceAll("%l", lucien);
    await db.query(text);
  }
}

/** Also after a failure in the middle, so that shrinking starts from the same state. */
async function clear(db: TestDatabase): Promise<void> {
  const { lucien, group } = rolesOf(db);
  const schemas = await db.query("select nspname from pg_namespace where oid >= 16384 and nspname !~ '^pg_'");
  for (const { nspname } of schemas) await db.query(`drop schema ${ident(nspname)} cascade`);
  await db.query(`do $$ begin if exists (select from pg_roles where rolname = '${db.prefix}_lucien')
    then drop owned by ${lucien}; drop role ${lucien}; end if; end $$; drop owned by ${group}`);
}

function rolesOf(db: TestDatabase) {
  return {
    other: ident(`${db.prefix}_other`),
    group: ident(`${db.prefix}_group`),
    lucien: ident(`${db.prefix}_lucien`),
  };
}

function requestOf(db: TestDatabase, { schema, relations }: World, index: number, request: World["requests"][number]) {
  const { chosen, future, ...rest } = request;
  const named = new Map(
    chosen.map(([i, part]) => [relations[i % relations.length]?.name ?? "", part ? [index === 0 ? "a" : "b"] : null]),
  );
  return planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    adopt: true,
    schemas: [{ name: schema, future, relations: [...named].map(([name, columns]) => ({ name, columns })) }],
    ...rest,
  });
}

/** By codes: what stands on shared objects (parameters, other databases) is other tests' too. */
const ACCEPTED: readonly HazardCode[] = [
  "public-table-write",
  "public-schema-create",
  "public-database-create",
  "public-temporary",
  "public-routine-execute",
  "public-large-objects",
];

async function share(db: TestDatabase, admin: Login, asked: PlanRequest, hazards: World["hazards"]): Promise<Applied> {
  return withClient(db.targetFor(admin.user, admin.password), {}, async (client) => {
    const survey = async () => ({
      snapshot: await inspect(client, { role: asked.role }),
      findings: hazards === "not asked" ? [] : await publicFindings(client),
    });
    const request = { ...asked, accept: [...ACCEPTED] };
    if (hazards === "back") {
      const { snapshot, findings } = await survey();
      request.giveBack = givenBack(db, plan(request, snapshot, findings).hazards);
    }
    const login = () => ({ password: null, validUntil: null, final: null });
    return apply(client, { request, survey, fingerprint: null, login });
  });
}

/** To our own roles only: the server's others come and go with their tests. */
function givenBack(db: TestDatabase, hazards: readonly Hazard[]): PlanRequest["giveBack"] {
  const losers = ({ affects }: Hazard) => affects.map((a) => a.role).filter((role) => role.startsWith(db.prefix));
  return Object.fromEntries(hazards.map((hazard) => [hazard.key, losers(hazard)]));
}

for (const version of VERSIONS) {
  for (const kind of ["superuser", "createrole"] as const) {
    test(`PG ${version}, ${kind}: apply, change the scope, undo, undo: the same privileges as at the start`, () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin(kind);
        const { other, group, lucien } = rolesOf(db);
        await db.query(`create role ${other}; create role ${group}; grant ${other} to ${ident(admin.user)}`);
        await fc.assert(
          fc.asyncProperty(world, async (made) => {
            await build(db, admin, made);
            if (made.roleExists && version >= 16)
              await db.query(`grant ${lucien} to ${ident(admin.user)} with admin option`);
            const states = [await privilegesOf(db)];
            const applied: Applied[] = [];
            for (const [i, request] of made.requests.entries()) {
              const asked = requestOf(db, made, i, request);
              applied.push(await share(db, admin, asked, made.hazards));
              states.push(await privilegesOf(db));
              assert.deepEqual(
                (await share(db, admin, asked, made.hazards)).statements,
                [],
                "a second run has something to do",
              );
            }
            for (const one of applied.toReversed()) {
              await undo(db, admin, one);
              states.pop();
              assert.deepEqual(difference(states.at(-1) ?? [], await privilegesOf(db)), []);
            }
          }),
          // The oldest and the newest server see more worlds: what differs between the others is tested by its own name.
          {
            numRuns: version === 13 || version === 18 || process.env.TEST_PG_VERSIONS ? 10 : 3,
            seed: 11,
            examples: [[FOUND]],
          },
        );
      }));
  }
}
