import assert from "node:assert/strict";
import { test } from "node:test";
import { createHazard, plan, statement } from "../review/plan.fixture.ts";
import type { RunEvent } from "../wire.ts";
import { applyProgress } from "./apply-model.ts";

const STATEMENTS = [
  statement("role", "a", "Make a new login for Lucien. At most 10 visits at a time."),
  statement("select", "b", "Let it read 2 tables."),
  statement("select", "c", "Let it read 1 column."),
];
const PLAN = plan({ outcome: "change", statements: STATEMENTS });
const ran = (index: number): RunEvent => ({ type: "apply.statement", index, durationMs: 1 });

test("before the first event nothing runs", () => {
  const progress = applyProgress(PLAN, []);
  assert.deepEqual([progress.done, progress.total, progress.now], [0, 3, null]);
  assert.deepEqual(
    progress.rows.map((row) => row.state),
    ["waiting", "waiting"],
  );
});

test("rows tick as their statements run, and what runs now is named", () => {
  const progress = applyProgress(PLAN, [{ type: "apply.started", statements: 3 }, ran(0), ran(1)]);
  assert.equal(progress.now, STATEMENTS[2]);
  assert.deepEqual(progress.rows, [
    { title: "Make a new login for Lucien", done: 1, total: 1, state: "passed" },
    { title: "Let it read 2 tables", done: 1, total: 2, state: "running" },
  ]);
});

test("an attempt that is repeated starts from nothing", () => {
  const again: RunEvent = { type: "apply.started", statements: 3 };
  const progress = applyProgress(PLAN, [again, ran(0), ran(1), again, ran(0)]);
  assert.equal(progress.done, 1);
});

test("committed means all of them, also those of which no word came", () => {
  const progress = applyProgress(PLAN, [ran(0), { type: "apply.committed", durationMs: 9 }]);
  assert.deepEqual([progress.done, progress.committed, progress.now], [3, true, null]);
});

test("what was answered with a yes is a row of its own", () => {
  const hazard = createHazard("public", { accepted: true });
  const progress = applyProgress(plan({ statements: [...STATEMENTS, ...hazard.statements], hazards: [hazard] }), [
    ran(3),
  ]);
  assert.deepEqual(progress.rows.at(-1), { title: "What you said yes to", done: 1, total: 1, state: "passed" });
});
