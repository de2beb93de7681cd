import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../errors.ts";
import { sensitivityOfColumn } from "../inspect/sensitivity.ts";
import type { RelationFacts, SchemaFacts, Snapshot } from "../inspect/snapshot.ts";
import { DEFAULT_SCOPE, qualifiedName, type Scope } from "./scope.ts";
import { selectFrom } from "./select.ts";

let oid = 0;

function relation(schema: string, name: string, columns: string[], rest: Partial<RelationFacts> = {}): RelationFacts {
  oid += 1;
  const facts = columns.map((column) => ({
    name: column,
    type: "text",
    notNull: false,
    sensitivity: sensitivityOfColumn(name, column, "text"),
    acl: [],
  }));
  return {
    oid,
    schema,
    name,
    kind: "r",
    partitionRoot: null,
    extension: null,
    columns: facts,
    ...rest,
  } as RelationFacts;
}

function schema(name: string, kind: SchemaFacts["kind"] = "user"): SchemaFacts {
  return { name, kind } as SchemaFacts;
}

const events = relation("public", "events", ["at"], { kind: "p" });

/** Only what a choice looks at. */
const shop = {
  schemas: [
    schema("archive"),
    schema("auth", "provider"),
    schema("empty"),
    schema("parts"),
    schema("public"),
    schema("topology", "extension"),
  ],
  relations: [
    relation("archive", "old_orders", ["id"]),
    relation("auth", "users", ["id", "email"]),
    relation("public", "api_keys", ["id", "owner"]),
    events,
    relation("parts", "events_2025", ["at"], { partitionRoot: events.oid }),
    relation("public", "logins", ["password", "secret"]),
    relation("public", "orders", ["id", "total"]),
    relation("public", "spatial_ref_sys", ["srid"], { extension: "postgis" }),
    relation("public", "users", ["id", "email", "password_hash", "reset_token"]),
    relation("topology", "layer", ["id"], { extension: "postgis_topology" }),
  ],
} as unknown as Snapshot;

function choose(
  scope: Partial<Omit<Scope, "relations" | "exclude">> & { relations?: string[]; exclude?: string[] } = {},
) {
  const { relations = [], exclude = [], ...rest } = scope;
  const names = { relations: relations.map(qualifiedName), exclude: exclude.map(qualifiedName) };
  return selectFrom(shop, { ...DEFAULT_SCOPE, ...rest, ...names });
}

/** `schema+: relation, relation(column, column)`; the + says "later tables, too". */
function told(scope: Parameters<typeof choose>[0] = {}): string[] {
  return choose(scope).schemas.map(({ name, future, relations }) => {
    const list = relations.map((one) => (one.columns ? `${one.name}(${one.columns.join(", ")})` : one.name));
    return `${name}${future ? "+" : ""}: ${list.join(", ")}`;
  });
}

test("by default it is everything of the customer's own but what looks secret", () => {
  assert.deepEqual(told(), ["archive+: old_orders", "empty+: ", "public+: events, orders, users(id, email)"]);
});

test("what is left out is said, with the reason", () => {
  const said = choose().leftOut.map(({ kind, schema: s, name, column, why }) => [kind, s, name, column, why].join(" "));
  assert.deepEqual(said, [
    "schema auth   provider",
    "relation public api_keys  secret",
    "relation public logins  secret",
    "relation public spatial_ref_sys  extension",
    "column public users password_hash secret",
    "column public users reset_token secret",
    "schema topology   extension",
  ]);
});

test("a schema that is named is shared, also a provider's or an extension's", () => {
  assert.deepEqual(told({ schemas: ["auth"] }), ["auth+: users"]);
  assert.deepEqual(told({ schemas: ['"public"'], future: false }), ["public: events, orders, users(id, email)"]);
});

test("partitions follow their root, and stand for themselves where the root is not looked at", () => {
  assert.deepEqual(told({ schemas: ["parts"] }), ["parts+: events_2025"]);
  assert.deepEqual(told({ schemas: ["parts", "public"], exclude: ["public.events"] }), [
    "parts+: ",
    "public+: orders, users(id, email)",
  ]);
});

test("relations that are named are the only ones of their schema, and later ones are not promised", () => {
  assert.deepEqual(told({ relations: ["public.orders"] }), ["public: orders"]);
  assert.deepEqual(told({ schemas: ["archive"], relations: ["public.orders"] }), [
    "archive+: old_orders",
    "public: orders",
  ]);
});

test("a relation that is named is shared without its secrets, a column that is named is shared", () => {
  assert.deepEqual(told({ relations: ["public.users", "public.api_keys"] }), ["public: api_keys, users(id, email)"]);
  assert.deepEqual(told({ relations: ["public.users", "public.users.reset_token"] }), [
    "public: users(id, email, reset_token)",
  ]);
  assert.deepEqual(told({ relations: ["public.users.password_hash"] }), ["public: users(password_hash)"]);
});

test("--include-sensitive shares what looks secret", () => {
  assert.deepEqual(told({ schemas: ["public"], includeSensitive: true }), [
    "public+: api_keys, events, logins, orders, users",
  ]);
});

test("what is excluded is left out, even when it is asked for", () => {
  assert.deepEqual(told({ schemas: ["public"], exclude: ["public.orders", "public.users.email"] }), [
    "public+: events, users(id)",
  ]);
  assert.deepEqual(told({ schemas: ["public"], includeSensitive: true, exclude: ["public.users.reset_token"] }), [
    "public+: api_keys, events, logins, orders, users(id, email, password_hash)",
  ]);
});

test("a wished name that does not exist stays in the request, so that the plan says so", () => {
  const selection = choose({ schemas: ["archive", "nope"], relations: ["public.nothing"] });
  assert.deepEqual(told({ schemas: ["archive", "nope"], relations: ["public.nothing"] }), [
    "archive+: old_orders",
    "public: nothing",
    "nope+: ",
  ]);
  assert.deepEqual(selection.missing, [
    { schema: "nope", name: null, column: null },
    { schema: "public", name: "nothing", column: null },
  ]);
});

test("a name to leave out that does not exist is refused, lest a slip share what was to be kept back", () => {
  for (const [name, code] of [
    ["public.user", "refused.missing-relation"],
    ["public.users.mail", "refused.missing-column"],
    ["nope.users", "refused.missing-schema"],
  ] as const) {
    assert.throws(
      () => choose({ exclude: [name] }),
      (error) => error instanceof AppError && error.code === code,
      name,
    );
  }
});

test("names of one part or of four are wrong usage", () => {
  for (const text of ["orders", "a.b.c.d", "a."]) {
    assert.throws(
      () => qualifiedName(text),
      (error) => error instanceof AppError && error.code === "usage.name",
      text,
    );
  }
});
