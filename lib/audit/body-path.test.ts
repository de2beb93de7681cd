import assert from "node:assert/strict";
import { test } from "node:test";
import { hijackable, pinnedPath, schemasOf } from "./body-path.ts";

test("the pinned path is read as SET stores it", () => {
  assert.deepEqual(pinnedPath(["search_path=pg_catalog, pg_temp"], "o"), ["pg_catalog", "pg_temp"]);
  assert.deepEqual(pinnedPath(['search_path="$user", public'], "o"), ["o", "public"]);
  assert.deepEqual(pinnedPath(['search_path="Odd ""one, two""", b'], "o"), ['Odd "one, two"', "b"]);
  assert.deepEqual(pinnedPath(['search_path=""'], "o"), []);
  assert.equal(pinnedPath(["work_mem=1MB"], "o"), undefined);
});

test("pg_catalog comes first unless the path says where", () => {
  assert.deepEqual(schemasOf(["a", "pg_temp"]), ["pg_catalog", "a"]);
  assert.deepEqual(schemasOf(["a", "pg_catalog"]), ["a", "pg_catalog"]);
});

test("an unqualified relation or type can be taken unless pg_temp is named behind where it is found", () => {
  const ref = { schema: null, name: "t" };
  assert.equal(hijackable(ref, null, ["a"]), true);
  assert.equal(hijackable(ref, ["a"], ["a"]), true);
  assert.equal(hijackable(ref, ["a", "pg_temp"], ["a"]), false);
  assert.equal(hijackable(ref, ["pg_temp", "a"], ["a"]), true);
  assert.equal(hijackable(ref, ["a", "pg_temp"], []), true);
  assert.equal(hijackable(ref, ["a", "pg_temp"], ["pg_catalog"]), false);
  assert.equal(hijackable({ schema: "a", name: "t" }, null, ["a"]), false);
  assert.equal(hijackable({ schema: "pg_temp", name: "t" }, ["a", "pg_temp"], []), true);
});
