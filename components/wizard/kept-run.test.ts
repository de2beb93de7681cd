import assert from "node:assert/strict";
import { test } from "node:test";
import { packedRun, unpackedRun } from "./kept-run.ts";
import { verification } from "./prove/proof.fixture.ts";
import type { RunResult } from "./wire.ts";
import type { Run } from "./wizard.types.ts";

const RESULT: RunResult = {
  outcome: "created",
  role: "lucien_readonly",
  address: { host: "h", port: 5432, database: "shop", user: "lucien_readonly", sslmode: "verify-full" },
  passwordMode: "verifier",
  sealedPassword: null,
  statements: [],
  verification: verification(),
  uncovered: [],
  adminAdvice: null,
  report: "a report of some megabytes",
  finishedAt: "2026-11-23T12:00:00.000Z",
};

const DONE: Run = {
  status: "done",
  signsIn: true,
  events: [
    { type: "apply.committed", durationMs: 3 },
    { type: "verify.done", verification: RESULT.verification },
    { type: "done", result: RESULT },
  ],
  result: RESULT,
};

test("a run that is done comes back whole, and its report and verdict are written once", () => {
  const text = JSON.stringify(packedRun(DONE));
  assert.deepEqual(unpackedRun(JSON.parse(text)), DONE);
  assert.equal(text.split("a report of some megabytes").length, 2);
  assert.equal(text.split('"checkedAt"').length, 2);
});

test("of a run under way only that it was committed is kept", () => {
  const run: Run = { ...DONE, status: "running", result: null };
  assert.deepEqual(packedRun(run).events, [{ type: "apply.committed", durationMs: 3 }]);
  assert.deepEqual(unpackedRun(packedRun(run)).events, [{ type: "apply.committed", durationMs: 3 }]);
});
