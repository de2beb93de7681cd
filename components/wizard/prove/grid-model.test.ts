import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../../../lib/testing/cpu-time.ts";
import type { RelationRights } from "../../../lib/verify/verification.ts";
import { ACTIONS, addEvent, emptyGrid, type Grid } from "./grid-model.ts";
import { groupSummary, rowMode, rowsAhead, timeLeft } from "./grid-view.ts";
import { probe, rights, verification } from "./proof.fixture.ts";

test("a cell says denied only after the server said so for that statement", () => {
  const grid = started([rights("public", "orders")]);
  assert.equal(cell(grid, "orders", "update").state, "wait");
  addEvent(grid, { type: "verify.probe", probe: probe("update", "public", "orders") });
  assert.deepEqual(
    [cell(grid, "orders", "update").state, cell(grid, "orders", "update").text],
    ["shut", "denied 42501"],
  );
  addEvent(grid, { type: "verify.done", verification: verification() });
  assert.deepEqual([cell(grid, "orders", "drop").state, cell(grid, "orders", "drop").text], ["catalog", "no right"]);
  assert.deepEqual([cell(grid, "orders", "read").state, cell(grid, "orders", "read").text], ["may-read", "may read"]);
});

test("tried and ruled out by the catalog are counted apart", () => {
  const grid = started([rights("public", "orders")]);
  addEvent(grid, { type: "verify.probe", probe: probe("select", "public", "orders") });
  addEvent(grid, { type: "verify.probe", probe: probe("insert", "public", "orders") });
  addEvent(grid, { type: "verify.done", verification: verification() });
  assert.deepEqual([grid.readable, grid.tries, grid.refused, grid.leaks], [1, 1, 1, 0]);
  const [group] = grid.groups;
  assert.ok(group);
  assert.equal(
    groupSummary(group),
    "1 table answered: 1 can be read, 1 change tried, 1 refused, 6 ruled out by the catalog",
  );
});

test("a right that the catalog shows is a leak at once, on top of its schema, and stays one", () => {
  const grid = started([rights("public", "a"), rights("public", "b", { can: ["update"] })]);
  assert.equal(grid.groups[0]?.rows[0]?.rights.name, "b");
  assert.equal(cell(grid, "b", "update").state, "leak");
  addEvent(grid, { type: "verify.probe", probe: probe("update", "public", "b") });
  assert.equal(cell(grid, "b", "update").state, "leak");
  assert.equal(grid.leaks, 1);
});

test("a change that got through moves its row to the top", () => {
  const grid = started([rights("public", "a"), rights("public", "b")]);
  const got = probe("delete", "public", "b", { sqlstate: "00000", result: "allowed" });
  addEvent(grid, { type: "verify.probe", probe: got });
  assert.equal(grid.groups[0]?.rows[0]?.rights.name, "b");
  assert.deepEqual([grid.tries, grid.refused, grid.leaks], [1, 0, 1]);
});

test("no clear answer is unsure, with its SQLSTATE", () => {
  const grid = started([rights("public", "a")]);
  const unclear = probe("select", "public", "a", { sqlstate: "55000", result: "inconclusive" });
  addEvent(grid, { type: "verify.probe", probe: unclear });
  assert.deepEqual([cell(grid, "a", "read").state, cell(grid, "a", "read").text], ["odd", "unsure 55000"]);
});

test("a table that should be readable and is refused stands out, one that should not be is shut", () => {
  const grid = started([rights("public", "a"), rights("auth", "users", { meant: false, read: "none" })]);
  const refused = { sqlstate: "42501", result: "denied" } as const;
  addEvent(grid, { type: "verify.probe", probe: probe("select", "public", "a", refused) });
  addEvent(grid, { type: "verify.probe", probe: probe("select", "auth", "users", refused) });
  assert.equal(cell(grid, "a", "read").state, "odd");
  assert.equal(cell(grid, "users", "read").state, "shut");
});

test("columns that are left out show as a part", () => {
  const grid = started([rights("public", "users", { read: "part", readableColumns: 14, columns: 17 })]);
  addEvent(grid, { type: "verify.probe", probe: probe("select", "public", "users") });
  assert.deepEqual([cell(grid, "users", "read").state, cell(grid, "users", "read").text], ["part", "14 of 17"]);
});

test("schemas that should stay shut come last", () => {
  const grid = started([rights("auth", "users", { meant: false, read: "none" }), rights("public", "a")]);
  assert.deepEqual(
    grid.groups.map((group) => group.schema),
    ["public", "auth"],
  );
  assert.equal(groupSummary(grid.groups[1] as never), "1 table to ask. All of them should be refused, reading too.");
});

test("of a large database only what is tried or leaks has a row; the rest is counted", () => {
  const many = Array.from({ length: 10_412 }, (_, i) =>
    rights("public", `t${i}`, i === 9_000 ? { can: ["insert"] } : {}),
  );
  const grid = started(many);
  assert.equal(grid.groups[0]?.rows.length, 1);
  assert.equal(grid.groups[0]?.folded, 10_411);
  addEvent(grid, { type: "verify.probe", probe: probe("select", "public", "t5") });
  assert.equal(grid.groups[0]?.rows.length, 2);
  assert.equal(grid.groups[0]?.folded, 10_410);
});

test("answers asked twice are counted once", () => {
  const grid = started([rights("public", "a")]);
  for (let i = 0; i < 3; i++) addEvent(grid, { type: "verify.probe", probe: probe("update", "public", "a") });
  assert.equal(grid.tries, 1);
});

test("the progress counts what was planned, tries without an answer included", () => {
  const grid = started([rights("public", "a")], 40);
  assert.deepEqual([grid.answered, grid.total], [0, 49]);
  addEvent(grid, { type: "verify.asking", sql: "select 1", asked: 0 });
  assert.equal(grid.asking, "select 1");
  addEvent(grid, { type: "verify.probe", probe: probe("update", "public", "a") });
  assert.deepEqual([grid.answered, grid.asking], [1, null]);
  addEvent(grid, { type: "verify.asking", sql: "select 2", asked: 32 });
  assert.equal(grid.answered, 32);
  addEvent(grid, { type: "verify.way", way: { id: "new-table", state: "shut", answer: "denied 42501" } });
  assert.equal(grid.answered, 33);
  addEvent(grid, { type: "verify.done", verification: verification() });
  assert.deepEqual([grid.answered, grid.asking], [49, null]);
});

test("rows around the needle are legible, those long answered and far ahead are strips", () => {
  const grid = started(Array.from({ length: 60 }, (_, i) => rights("public", `t${i}`)));
  for (let i = 0; i < 30; i++) answer(grid, `t${i}`);
  const ahead = rowsAhead(grid);
  const modes = grid.groups[0]?.rows.map((row) => rowMode(grid, row, ahead)) ?? [];
  assert.deepEqual(modes.slice(0, 20), Array(20).fill("strip"));
  assert.deepEqual(modes.slice(20, 33), Array(13).fill("full"));
  assert.deepEqual(modes.slice(33), Array(27).fill("strip"));
});

test("4,000 answers are taken in within a few frames", () => {
  const grid = started(Array.from({ length: 500 }, (_, i) => rights("public", `t${i}`)));
  const took = cpuMs(() => {
    for (let i = 0; i < 500; i++) answer(grid, `t${i}`);
  });
  assert.ok(took < 250, `${took} ms`);
  assert.equal(grid.tries, 3_500);
});

test("the time left is told once it can be known", () => {
  const grid = started(Array.from({ length: 100 }, (_, i) => rights("public", `t${i}`)));
  assert.equal(timeLeft(grid, 0, 1_000), null);
  for (let i = 0; i < 50; i++) answer(grid, `t${i}`);
  assert.equal(timeLeft(grid, 0, 4_000), "about 5 seconds left");
});

function started(relations: RelationRights[], planned = relations.length * ACTIONS.length): Grid {
  const grid = emptyGrid();
  addEvent(grid, { type: "verify.catalog", relations, planned });
  return grid;
}

function answer(grid: Grid, name: string): void {
  for (const action of ACTIONS) {
    const asked = action === "read" ? "select" : action;
    addEvent(grid, { type: "verify.probe", probe: probe(asked, "public", name) });
  }
}

function cell(grid: Grid, name: string, action: (typeof ACTIONS)[number]) {
  const row = [...grid.rows.values()].find((one) => one.rights.name === name);
  assert.ok(row);
  return row.cells[ACTIONS.indexOf(action)] as NonNullable<(typeof row.cells)[0]>;
}
