import assert from "node:assert/strict";
import { test } from "node:test";
import { objectRef } from "../../../lib/statements/statement.ts";
import type { Verification } from "../../../lib/verify/verification.ts";
import { type Ending, endingOf } from "./ending.ts";
import { probe, verification } from "./proof.fixture.ts";

test("good: it can read and change nothing", () => {
  assert.equal(sentence(endingOf(verification(), 14, 14)), "Lucien can read 2 tables and change nothing.");
});

test("good, but not over the login itself: that is said beside it", () => {
  const ending = endingOf(
    verification({ findings: [{ ...finding("r"), code: "login-not-tested", class: "notice" }] }),
    14,
    14,
  );
  assert.equal(ending.kind, "good");
  assert.equal(ending.note, "The login itself was not tested, because its password is not known to this app.");
});

test("a large database says what was read and what was tried", () => {
  const coverage = { relations: 10_412, readable: 10_412, probed: 200 };
  assert.equal(
    endingOf(verification({ coverage }), 3_500, 3_500).note,
    "We read the rights on all 10,412 tables and tried 200 of them for real.",
  );
});

test("bad: what it can still change is counted, tables and other ways apart", () => {
  const findings = [finding("tasks"), finding("tasks"), { ...finding("x"), object: objectRef("schema", "public") }];
  assert.equal(
    sentence(endingOf(verification({ verdict: "can-write", findings }), 441, 440)),
    "Do not use this login yet. It can still change 1 table and write in 1 other way. The other 440 tries were refused.",
  );
});

test("unsure: about how much, and why", () => {
  const unclear = probe("insert", "public", "a", { result: "inconclusive", sqlstate: "55P03" });
  const ending = endingOf(verification({ verdict: "inconclusive", probes: [unclear] }), 7, 6);
  assert.equal(sentence(ending), "We could not be sure about 1 table, so we do not call it proven.");
});

function sentence({ before, mark, after }: Ending): string {
  return before + mark + after;
}

function finding(name: string): Verification["findings"][number] {
  return {
    code: "table-privilege",
    class: "write",
    object: objectRef("table", name, { schema: "public" }),
    privilege: "UPDATE",
    via: ["PUBLIC"],
    title: "t",
    detail: "d",
    fixableBy: "public-decision",
    remedy: null,
  };
}
