import assert from "node:assert/strict";
import { test } from "node:test";
import { byNeed, checkSentence, dashboardHead, looksOf, standingOf } from "./connection-words.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const DAY = 86_400_000;
const GOOD = { at: NOW - DAY, verdict: "read-only", tries: 441, refused: 441, note: "" };

test("a login that only reads says so until its check is a month old", () => {
  assert.deepEqual(standingOf({ checks: [GOOD] }, NOW), { says: "only reads", tone: "plain" });
  const old = { ...GOOD, at: NOW - 34 * DAY };
  assert.deepEqual(standingOf({ checks: [old] }, NOW), { says: "not checked for 34 days", tone: "ask" });
});

test("a login that can write is told first, whatever came before", () => {
  const bad = { ...GOOD, verdict: "can-write", refused: 440 };
  assert.equal(standingOf({ checks: [bad, GOOD] }, NOW).tone, "stop");
  assert.equal(checkSentence({ checks: [bad] }), "440 of 441 changes that were tried were refused.");
});

test("a good check that found something changed, and a password that has run out, are told in the list", () => {
  const changed = { ...GOOD, note: "The limit on visits was lifted." };
  assert.deepEqual(standingOf({ checks: [changed] }, NOW), { says: "reads, but changed", tone: "ask" });
  assert.equal(checkSentence({ checks: [changed] }), "The limit on visits was lifted.");
  assert.equal(standingOf({ checks: [GOOD], validUntil: NOW + 1 }, NOW).says, "only reads");
  assert.equal(standingOf({ checks: [GOOD], validUntil: NOW }, NOW).says, "password has run out");
});

test("what was not tried is not called refused", () => {
  assert.equal(checkSentence({ checks: [GOOD] }), "All 441 changes that were tried were refused.");
  assert.match(checkSentence({ checks: [{ ...GOOD, tries: 0, refused: 0 }] }), /Nothing was tried/);
});

test("the title counts what needs a look", () => {
  const good = { name: "production", checks: [GOOD] };
  const bad = { name: "staging", checks: [{ ...GOOD, verdict: "can-write" }] };
  assert.equal(dashboardHead([], NOW).title, "No logins yet");
  assert.equal(dashboardHead([good], NOW).title, "Your login only reads");
  assert.equal(dashboardHead([good, good], NOW).title, "All your logins only read");
  assert.equal(dashboardHead([bad], NOW).title, "Your login needs a look");
  assert.equal(dashboardHead([good, bad, good], NOW).title, "One of your three logins needs a look");
  const staging = "Lucien could still change something in staging at its last check.";
  assert.equal(dashboardHead([bad], NOW).lead, staging);
  assert.equal(dashboardHead([good, bad, good], NOW).lead, `${staging} The other two are as you left them.`);
  const old = { name: "warehouse", checks: [{ ...GOOD, at: NOW - 34 * DAY }] };
  assert.equal(
    dashboardHead([good, old], NOW).lead,
    "It is warehouse: not checked for 34 days. The other one is as you left it.",
  );
  assert.equal(dashboardHead([bad, old], NOW).lead, "Look at staging and warehouse below.");
  const named = (logins: { name: string }[]) => logins.map(({ name }) => name);
  assert.deepEqual(named(byNeed([good, old, bad], NOW)), ["staging", "warehouse", "production"]);
});

test("a pause is no look at the database", () => {
  const paused = { ...GOOD, verdict: "paused" };
  const silent = { ...GOOD, verdict: "unreachable" };
  assert.deepEqual(looksOf([paused, silent, GOOD]), [silent, GOOD]);
});
