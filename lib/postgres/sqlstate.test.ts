import assert from "node:assert/strict";
import { test } from "node:test";
import { conditionName, isRetryable, SQLSTATE } from "./sqlstate.ts";

test("every SQLSTATE has five characters and one name", () => {
  const codes = Object.values(SQLSTATE);
  assert.equal(new Set(codes).size, codes.length);
  for (const code of codes) assert.match(code, /^[0-9A-Z]{5}$/);
});

test("condition names are Postgres' own", () => {
  assert.equal(conditionName("28P01"), "invalid_password");
  assert.equal(conditionName("42501"), "insufficient_privilege");
  assert.equal(conditionName("25P02"), "in_failed_sql_transaction");
  assert.equal(conditionName("99999"), null);
});

test("locks, deadlocks and races of catalog rows may be tried again, refusals may not", () => {
  assert.equal(isRetryable({ sqlstate: "55P03" }), true);
  assert.equal(isRetryable({ sqlstate: "40P01" }), true);
  assert.equal(isRetryable({ sqlstate: "XX000", routine: "simple_heap_update" }), true);
  assert.equal(isRetryable({ sqlstate: "XX000", routine: "heap_update" }), true);
  assert.equal(isRetryable({ sqlstate: "XX000", routine: "neon_something" }), false);
  assert.equal(isRetryable({ sqlstate: "42501", routine: "aclcheck_error" }), false);
  assert.equal(isRetryable(new Error("tuple concurrently updated")), false);
  assert.equal(isRetryable(null), false);
});
