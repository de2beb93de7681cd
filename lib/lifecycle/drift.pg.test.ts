import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import type { AppError } from "../errors.ts";
import { planRequestSchema } from "../plan/request.ts";
import { ident, literal } from "../postgres/sql.ts";
import { type Login, type TestDatabase, VERSIONS, type Version, withCluster } from "../testing/clusters.ts";
import { runOn } from "../testing/database.ts";
import { compare, type DriftChange } from "../verify/drift.ts";
import type { Verification } from "../verify/verification.ts";
import { verify } from "../verify/verify.ts";
import { create } from "./create.ts";
import { whyLoginIsLost } from "./lost-login.ts";
import { stagesFor } from "./stages-for.ts";

// A server of their own: the verdict speaks about every database that the role may enter, and so do drifts.

const LAST = VERSIONS.at(-1) ?? 18;

type World = { db: TestDatabase; admin: Login; role: Login; before: Verification };

/** Somebody's change by hand, and what the next check has to say about it. */
type Injected = {
  title: string;
  inject(names: { lucien: string; db: TestDatabase }): string;
  finds: { code: string; class: DriftChange["class"]; names: string };
};

const DRIFTS: Injected[] = [
  {
    title: "a writing privilege was granted to it",
    inject: ({ lucien }) => `grant insert on shop.orders to ${lucien}`,
    finds: { code: "table-privilege", class: "write", names: "INSERT" },
  },
  {
    title: "a writing privilege was granted to everybody",
    inject: () => "grant update on shop.customers to public",
    finds: { code: "table-privilege", class: "write", names: "PUBLIC" },
  },
  {
    title: "a SECURITY DEFINER function that writes was made",
    inject: () =>
      "create function shop.wipe() returns void language sql security definer set search_path = pg_catalog as 'delete from shop.orders'",
    finds: { code: "definer-routine", class: "write", names: "wipe" },
  },
  {
    title: "row security was switched on",
    inject: () => "alter table shop.customers enable row level security",
    finds: { code: "row-rules", class: "read-gap", names: "customers" },
  },
  {
    title: "a table was made that it cannot read",
    inject: () => "create table shop.invoices(id int)",
    finds: { code: "select-missing", class: "read-gap", names: "invoices" },
  },
  {
    title: "everybody may make objects in its schema",
    inject: () => "grant create on schema shop to public",
    finds: { code: "schema-create", class: "write", names: "shop" },
  },
  {
    title: "a time limit was lifted",
    inject: ({ lucien }) => `alter role ${lucien} reset statement_timeout`,
    finds: { code: "guard-changed", class: "guard", names: "statement_timeout" },
  },
  {
    title: "its number of visits was lifted",
    inject: ({ lucien }) => `alter role ${lucien} connection limit -1`,
    finds: { code: "limit-changed", class: "guard", names: "no limit now" },
  },
  {
    title: "a table became its own",
    inject: ({ lucien }) => `alter table shop.notes owner to ${lucien}`,
    finds: { code: "ownership", class: "write", names: "notes" },
  },
  {
    title: "an attribute was given to it",
    inject: ({ lucien }) => `alter role ${lucien} createdb`,
    finds: { code: "role-attribute", class: "write", names: "CREATEDB" },
  },
  {
    title: "it was made a member of a group that has nothing yet",
    inject: ({ lucien, db }) => `create role ${db.prefix}_group; grant ${db.prefix}_group to ${lucien}`,
    finds: { code: "membership-added", class: "guard", names: "_group" },
  },
  {
    title: "a role that may signal others was given to it",
    inject: ({ lucien }) => `grant pg_signal_backend to ${lucien}`,
    finds: { code: "predefined-role", class: "write", names: "pg_signal_backend" },
  },
  {
    title: "a database was made that it may open",
    inject: ({ db }) => `create database ${db.prefix}_more template template0`,
    finds: { code: "database-open", class: "guard", names: "_more" },
  },
  {
    title: "its password was given another end",
    inject: ({ lucien }) => `alter role ${lucien} valid until '2099-01-01T00:00:00Z'`,
    finds: { code: "password-end-changed", class: "guard", names: "2099" },
  },
];

const LOST: Injected[] = [
  {
    title: "its password ran out",
    inject: ({ lucien }) => `alter role ${lucien} valid until '2020-01-01'`,
    finds: { code: "password-expired", class: "guard", names: "ran out" },
  },
  {
    title: "it was renamed",
    inject: ({ lucien, db }) => `alter role ${lucien} rename to ${db.prefix}_else`,
    finds: { code: "role-renamed", class: "guard", names: "_else" },
  },
  {
    title: "it was paused",
    inject: ({ lucien }) => `alter role ${lucien} nologin`,
    finds: { code: "login-paused", class: "guard", names: "paused" },
  },
];

async function withLucien(version: Version, work: (world: World) => Promise<void>): Promise<void> {
  await withCluster(version, {}, (cluster) =>
    cluster.withDatabase(async (db) => {
      const admin = await db.admin("superuser");
      await db.query(
        `create schema shop; create table shop.orders(id int); create table shop.customers(id int, name text);
         create table shop.notes(id int); create table shop.left_out(id int)`,
        admin,
      );
      const role = { user: `${db.prefix}_lucien`, password: newPassword() };
      const relations = ["orders", "customers", "notes"].map((name) => ({ name, columns: null }));
      const request = planRequestSchema.parse({
        role: role.user,
        schemas: [{ name: "shop", future: false, relations }],
      });
      const target = db.targetFor(admin.user, admin.password);
      const made = await create(target, request, {
        fingerprint: null,
        verifier: await scramVerifier(role.password),
        stages: stagesFor(target, {}),
      });
      // What was left out on purpose is no drift, although the next check asks by the grants and not by the request.
      const before = await check({ db, role });
      assert.deepEqual(compare(made.verification, before).changes, []);
      await work({ db, admin, role, before });
    }),
  );
}

/** As the app and the command do it: over the role's own login, and saved as JSON. */
async function check({ db, role }: Pick<World, "db" | "role">): Promise<Verification> {
  return JSON.parse(JSON.stringify(await verify(db.targetFor(role.user, role.password), { scope: null })));
}

function found(changes: readonly DriftChange[], { code, class: kind, names }: Injected["finds"]): DriftChange {
  const told = changes.map((one) => `${one.class} ${one.code}: ${one.title}`).join("\n");
  const one = changes.find((each) => each.code === code && each.class === kind && JSON.stringify(each).includes(names));
  return one ?? assert.fail(`${kind} ${code} (${names}) in\n${told}`);
}

async function repair({ db }: World, changes: readonly DriftChange[]): Promise<void> {
  for (const { remedy, title, object, code } of changes) {
    // What is open in another database is closed there.
    const elsewhere = code === "database-open" ? null : (object?.database ?? null);
    await runOn(db, elsewhere ?? db.name, remedy ?? assert.fail(`no repair for: ${title}`));
  }
}

async function isClean(world: World): Promise<void> {
  const { changes, closed } = compare(world.before, await check(world));
  assert.deepEqual([changes, closed], [[], []]);
}

async function inject({ db, role }: World, one: Injected): Promise<void> {
  await db.query(one.inject({ lucien: ident(role.user), db }));
}

for (const version of VERSIONS) {
  test(`PG ${version}: what was changed by hand is found at the next check, and its repairs leave none of it`, () =>
    withLucien(version, async (world) => {
      await isClean(world);
      for (const one of DRIFTS) await inject(world, one);
      const { changes } = compare(world.before, await check(world));
      for (const one of DRIFTS) found(changes, one.finds);
      await repair(world, changes);
      await isClean(world);
      for (const one of LOST) {
        await inject(world, one);
        await assert.rejects(check(world), (error: AppError) => ["28P01", "28000"].includes(error.sqlstate ?? ""));
        const { db, admin, before } = world;
        const cause = await whyLoginIsLost(db.targetFor(admin.user, admin.password), before);
        await repair(world, [found([cause], one.finds)]);
        await isClean(world);
      }
    }));
}

test("each of the changes is found by itself with little beside it, and its repair leaves nothing for the next check", () =>
  withLucien(LAST, async (world) => {
    for (const one of DRIFTS) {
      await inject(world, one);
      const { changes } = compare(world.before, await check(world));
      found(changes, one.finds);
      assert.ok(changes.length <= 2, changes.map(({ title }) => title).join(" "));
      await repair(world, changes);
    }
    await isClean(world);
  }));

test("a login that is gone, or whose password somebody else set, is told apart", () =>
  withLucien(LAST, async ({ db, admin, role, before }) => {
    const target = db.targetFor(admin.user, admin.password);
    await db.query(`alter role ${ident(role.user)} password ${literal("another")}`);
    assert.equal((await whyLoginIsLost(target, before)).code, "password-changed");
    await db.query(`drop owned by ${ident(role.user)}; drop role ${ident(role.user)}`);
    assert.equal((await whyLoginIsLost(target, before)).code, "role-removed");
  }));
