import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReadableRelation } from "../inspect/access/readability.ts";
import type { Access } from "../inspect/access.ts";
import { missingFromScope } from "./meant.ts";
import { readingsOf } from "./reading.ts";
import type { AuditScope } from "./scope.ts";

function relation(schema: string, name: string, rest: Partial<ReadableRelation> = {}): ReadableRelation {
  const facts = {
    oid: name.length * 100 + schema.length,
    schemaOid: schema === "app" ? 1 : 2,
    kind: "r",
    owner: 10,
    extension: null,
  };
  const read = { estimatedRows: null, select: true, columns: 3, readableColumns: 3, unreadable: [], populated: true };
  return { schema, name, ...facts, ...read, rowSecurity: false, meant: true, ...rest };
}

function access(relations: ReadableRelation[]): Access {
  const schemas = [1, 2].map((oid) => ({
    oid,
    name: oid === 1 ? "app" : "ops",
    owner: 10,
    extension: null,
    usable: true,
    usage: true,
    meant: true,
  }));
  return { relations, schemas, obstacles: [], settings: [] } as unknown as Access;
}

function scope(parts: Partial<AuditScope["schemas"][number]>): AuditScope {
  return { schemas: [{ name: "app", future: true, relations: null, exclude: [], ...parts }] };
}

function told(relations: ReadableRelation[], wish: AuditScope | null) {
  return readingsOf(access(relations), wish).map((one) => [one.relation.name, one.read]);
}

test("without a scope, what stands in a meant schema is meant, but for what belongs to an extension", () => {
  const relations = [
    relation("app", "a"),
    relation("ops", "bb", { meant: false }),
    relation("app", "ccc", { extension: "postgis" }),
  ];
  assert.deepEqual(told(relations, null), [["a", "all"]]);
});

test("a scope of a schema means all of it and nothing else", () => {
  assert.deepEqual(told([relation("app", "a"), relation("ops", "bb")], scope({})), [["a", "all"]]);
});

test("what was left out is not missed", () => {
  const relations = [relation("app", "a"), relation("app", "bb", { select: false, readableColumns: 0 })];
  assert.deepEqual(told(relations, scope({ exclude: [{ name: "bb", column: null }] })), [["a", "all"]]);
});

test("a column that was left out is not missed, another one is", () => {
  const some = relation("app", "a", { select: false, readableColumns: 2, unreadable: ["secret"] });
  assert.deepEqual(told([some], scope({})), [["a", "part"]]);
  assert.deepEqual(told([some], scope({ exclude: [{ name: "a", column: "secret" }] })), [["a", "all"]]);
  assert.deepEqual(told([some], scope({ relations: [{ name: "a", columns: ["id"] }] })), [["a", "all"]]);
  assert.deepEqual(told([some], scope({ relations: [{ name: "a", columns: ["secret"] }] })), [["a", "part"]]);
});

test("a scope that names what is not there misses it", () => {
  const wish = scope({
    relations: [
      { name: "a", columns: null },
      { name: "gone", columns: null },
    ],
  });
  assert.deepEqual(missingFromScope({ access: access([relation("app", "a")]), scope: wish }), [
    { schema: "app", name: "gone" },
  ]);
  const nowhere: AuditScope = { schemas: [{ name: "nope", future: true, relations: null, exclude: [] }] };
  assert.deepEqual(missingFromScope({ access: access([]), scope: nowhere }), [{ schema: "nope", name: null }]);
});
