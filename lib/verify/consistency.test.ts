import assert from "node:assert/strict";
import test from "node:test";
import { objectRef } from "../statements/statement.ts";
import { contradictions, notTriedNotices } from "./consistency.ts";
import type { Probe } from "./verification.ts";

const ORDERS = objectRef("table", "orders", { schema: "public" });

function tried(rest: Partial<Probe>): Probe {
  const answer = { expected: "42501" as const, sqlstate: "00000", result: "allowed" as const, message: null };
  return { action: "insert", object: ORDERS, sql: "explain insert …", durationMs: 1, ...answer, ...rest };
}

function found(probe: Probe, known: Parameters<typeof contradictions>[1] = []) {
  return contradictions({ probes: [probe], probed: 1, notTried: [] }, known).map(({ code, class: kind }) => [
    code,
    kind,
  ]);
}

test("a write that the catalog rules out and the server lets happen is a way to write", () => {
  assert.deepEqual(found(tried({})), [["tried-and-allowed", "write"]]);
});

test("a read that the catalog rules out and the server lets happen shows more than was meant", () => {
  assert.deepEqual(found(tried({ action: "select" })), [["tried-and-allowed", "exposure"]]);
});

test("a read that the catalog allows and the server refuses is a gap, broken where it is not about rights", () => {
  const select = { action: "select", expected: "00000", result: "denied" } as const;
  assert.deepEqual(found(tried({ ...select, sqlstate: "42501" })), [["tried-and-refused", "read-gap"]]);
  assert.deepEqual(found(tried({ ...select, sqlstate: "42P17" })), [["broken-relation", "read-gap"]]);
});

test("a gap that a rule found already is not said twice, and a lock that somebody held says nothing", () => {
  const refused = tried({ action: "select", expected: "00000", result: "denied", sqlstate: "42501" });
  const [gap] = contradictions({ probes: [refused], probed: 1, notTried: [] }, []);
  assert.ok(gap);
  assert.deepEqual(found(refused, [gap]), []);
  assert.deepEqual(found(tried({ sqlstate: "55P03", result: "inconclusive" })), []);
});

test("what the catalog expects and the server answers is no finding", () => {
  assert.deepEqual(found(tried({ sqlstate: "42501", result: "denied" })), []);
});

test("what was not tried is said once for each reason", () => {
  const at = (name: string) => ({ schema: "public", name, reason: "busy" as const });
  const notices = notTriedNotices([at("a"), at("b"), { ...at("c"), reason: "foreign" }]);
  assert.deepEqual(
    notices.map(({ code, count }) => [code, count]),
    [
      ["not-tried", 2],
      ["not-tried", undefined],
    ],
  );
});
