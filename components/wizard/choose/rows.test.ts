import assert from "node:assert/strict";
import { test } from "node:test";
import { shopLook, table } from "./look.fixture.ts";
import { filterCount, type Row, type TreeView, treeRows } from "./rows.ts";
import { scopeOf } from "./scope.ts";
import { defaultSelection, toggleRelation } from "./selection.ts";

const CLOSED: TreeView = { open: new Set(), whole: new Set(), filter: "all", query: "" };

test("a closed tree is its schemas", () => {
  assert.deepEqual(keys(treeRows(shop(), CLOSED)), ["s0", "s1", "s2"]);
});

test("an open schema shows its relations, an open relation its columns", () => {
  const view = { ...CLOSED, open: new Set(["s1", "r4"]) };
  assert.deepEqual(keys(treeRows(shop(), view)), ["s0", "s1", "r3", "r4", "r4c0", "r4c1", "s2"]);
});

test("a long list shows what is worth a look first and says how much more there is", () => {
  const look = shopLook();
  look.relations = Array.from({ length: 40 }, (_, i) => table("public", `t${String(i).padStart(2, "0")}`, ["id"]));
  look.relations[39] = table("public", "zz_secret", ["id", "!password"]);
  const selection = defaultSelection(scopeOf(look));
  const rows = treeRows(selection, { ...CLOSED, open: new Set(["s0"]) });
  assert.ok(keys(rows).includes("r39"), "the one with a secret is among them");
  const more = rows.find((row) => row.type === "more");
  assert.equal(more?.type === "more" ? more.count : 0, 28);
  const whole = treeRows(selection, { ...CLOSED, open: new Set(["s0"]), whole: new Set(["s0"]) });
  assert.equal(whole.length, 41);
});

test("a search finds tables, columns and schemas and shows them open", () => {
  assert.deepEqual(keys(treeRows(shop(), { ...CLOSED, query: "EMAIL" })), ["s0", "r2", "r2c1"]);
  assert.deepEqual(keys(treeRows(shop(), { ...CLOSED, query: "invo" })), ["s1", "r4"]);
  assert.deepEqual(keys(treeRows(shop(), { ...CLOSED, query: "billing" })), ["s1", "r3", "r4"]);
  assert.deepEqual(keys(treeRows(shop(), { ...CLOSED, query: "no such thing" })), []);
});

test("the filter for the sensitive lists flagged tables and columns, ticked or not", () => {
  const selection = shop();
  const rows = treeRows(selection, { ...CLOSED, filter: "sensitive" });
  assert.deepEqual(keys(rows), ["s0", "r0", "r0c1", "r2", "r2c1", "r2c2", "s2", "r5", "r5c0"]);
  assert.equal(filterCount(selection, "sensitive"), 5);
});

test("the filter for what is left out follows the ticks", () => {
  const selection = shop();
  toggleRelation(selection, 1);
  const rows = treeRows(selection, { ...CLOSED, filter: "left-out" });
  assert.deepEqual(keys(rows), ["s0", "r0", "r1", "r2", "r2c2", "s1", "r3", "s2", "r5"]);
  assert.equal(filterCount(selection, "left-out"), 5);
});

function shop() {
  return defaultSelection(scopeOf(shopLook()));
}

function keys(rows: Row[]): string[] {
  return rows.map((row) => row.key);
}
