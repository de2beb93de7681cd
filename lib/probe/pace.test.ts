import assert from "node:assert/strict";
import { test } from "node:test";
import type { Probe } from "../verify/verification.ts";
import { lockTimeoutOf, paceAfter, paceAgain, START, sizeOfNext } from "./pace.ts";

const READY = { underWay: 0, batches: 0, leftMs: 15_000, lockTimeoutMs: 200 };

function answered(sqlstate: string, durationMs = 1): Probe {
  return {
    action: "delete",
    object: null,
    sql: "",
    expected: "42501",
    sqlstate,
    result: "denied",
    message: null,
    durationMs,
  };
}

const REFUSED = answered("42501");
const LOCKED = answered("55P03", 50);

test("a few are tried first, and nothing beside them until they are answered", () => {
  assert.equal(sizeOfNext(START, READY), 16);
  assert.equal(sizeOfNext(START, { ...READY, underWay: 16, batches: 1 }), 0);
});

test("where nobody is at work many go at once, each with less patience for a lock", () => {
  const pace = paceAfter(START, [REFUSED]);
  assert.equal(pace.phase, "quick");
  assert.equal(lockTimeoutOf(pace, 200), 50);
  assert.equal(lockTimeoutOf(pace, 20), 20);
  assert.equal(sizeOfNext(pace, { ...READY, underWay: 192, batches: 3 }), 64);
  assert.equal(sizeOfNext(pace, { ...READY, underWay: 256, batches: 4 }), 0);
});

test("a lock among the first, and all of it goes with patience and few at once", () => {
  const pace = paceAfter(START, [REFUSED, LOCKED]);
  assert.deepEqual([pace.phase, pace.waits, lockTimeoutOf(pace, 200)], ["patient", 1, 200]);
  assert.equal(sizeOfNext(pace, { ...READY, underWay: 64, batches: 1 }), 11);
  assert.equal(paceAgain(pace), null);
});

test("what is under way is answered before the deadline even where each meets a lock", () => {
  const quick = paceAfter(START, [REFUSED]);
  assert.equal(sizeOfNext(quick, { ...READY, leftMs: 1_000 }), 20);
  assert.equal(sizeOfNext(quick, { ...READY, leftMs: 1_000, underWay: 15, batches: 1 }), 5);
  assert.ok(sizeOfNext(quick, { ...READY, leftMs: -1 }) <= 0);
  const slow = paceAfter(START, [answered("42501", 300)]);
  assert.equal(sizeOfNext(slow, { ...READY, leftMs: 6_000 }), 10);
});

test("five locks end a phase; what met one is tried once more, with patience, and not a third time", () => {
  const quick = paceAfter(paceAfter(START, [REFUSED]), [LOCKED, LOCKED, LOCKED, LOCKED, LOCKED]);
  assert.equal(sizeOfNext(quick, READY), 0);
  const again = paceAgain(quick);
  assert.deepEqual([again?.phase, again?.waits], ["patient", 0]);
  const over = paceAfter(again ?? START, [LOCKED, LOCKED, LOCKED, LOCKED, LOCKED]);
  assert.equal(sizeOfNext(over, READY), 0);
  assert.equal(paceAgain(over), null);
});

test("without a lock nothing is tried again", () => {
  assert.equal(paceAgain(paceAfter(paceAfter(START, [REFUSED]), [REFUSED])), null);
  assert.equal(paceAgain(START), null);
});
