import assert from "node:assert/strict";
import { test } from "node:test";
import { input, probe, rights, verification } from "../../lib/report/report.fixture.ts";
import { reportOf } from "../../lib/report/report.ts";
import { gridOf } from "./grid-rows.ts";

test("few tables have a line each, in the colours of their answers", () => {
  const { rows, folded, sentence } = gridOf(reportOf(input()));
  assert.deepEqual([rows.length, folded], [3, false]);
  assert.deepEqual(rows[0]?.cells.map(({ state }) => state).slice(0, 3), ["open", "shut", "catalog"]);
  assert.equal(sentence, "3 tables by 8 actions: the read column is open for 3, nothing else is allowed");
});

test("many tables are a line a schema: what was tried and what was only read in the catalog stay apart", () => {
  const names = Array.from({ length: 200 }, (_, i) => `t${i}`);
  const tables = names.map((name, i) => rights("public", name, i % 4 === 0 ? { read: "none", meant: false } : {}));
  const probes = names.slice(0, 50).map((name) => probe("insert", "public", name));
  const recorded = { ...input().recorded, rights: tables };
  const { rows, folded } = gridOf(reportOf(input({ recorded, verification: verification({ probes }) })));
  assert.deepEqual([rows.length, folded], [1, true]);
  assert.deepEqual(rows[0]?.cells.slice(0, 2), [
    { state: "open", share: 0.75, rest: "shut" },
    { state: "shut", share: 0.25, rest: "catalog" },
  ]);
});

test("one table that can be changed is seen in the line of its schema", () => {
  const tables = Array.from({ length: 200 }, (_, i) => rights("public", `t${i}`, i === 7 ? { can: ["update"] } : {}));
  const { rows, sentence } = gridOf(reportOf(input({ recorded: { ...input().recorded, rights: tables } })));
  assert.equal(rows[0]?.cells[2]?.state, "leak");
  assert.match(sentence, /1 of the tables can be changed$/);
});
