import assert from "node:assert/strict";
import { test } from "node:test";
import { remindersOf } from "./reminder-rules.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-23T12:00:00Z");
const GOOD = { at: NOW, verdict: "read-only", tries: 4, refused: 4, note: "" };
type Login = Parameters<typeof remindersOf>[0];
const FRESH: Login = { name: "shop", checks: [GOOD], passwordSetAt: NOW, validUntil: null };

const kinds = (login: Partial<Login>) => remindersOf({ ...FRESH, ...login }, NOW).map(({ kind }) => kind);
const checkedAt = (at: number) => ({ checks: [{ ...GOOD, at }] });

test("a login that was made today asks for nothing", () => {
  assert.deepEqual(kinds({}), []);
});

test("a password asks to be changed on its ninetieth day, not a moment before", () => {
  assert.deepEqual(kinds({ passwordSetAt: NOW - 90 * DAY + 1 }), []);
  assert.deepEqual(kinds({ passwordSetAt: NOW - 90 * DAY }), ["password"]);
  const [one] = remindersOf({ ...FRESH, passwordSetAt: NOW - 90 * DAY }, NOW);
  assert.equal(one?.says, "It is 90 days old.");
  assert.equal(one?.act.section, "password");
});

test("of a password that was made elsewhere nobody knows the age, so nothing is said of it", () => {
  assert.deepEqual(kinds({ passwordSetAt: null }), []);
});

test("a check asks to be made again on its thirtieth day, not a moment before", () => {
  assert.deepEqual(kinds(checkedAt(NOW - 30 * DAY + 1)), []);
  assert.deepEqual(kinds(checkedAt(NOW - 30 * DAY)), ["check"]);
});

test("a database that did not answer yesterday was not checked yesterday", () => {
  const silent = { ...GOOD, at: NOW - DAY, verdict: "unreachable" };
  assert.deepEqual(kinds({ checks: [silent, { ...GOOD, at: NOW - 31 * DAY }] }), ["check"]);
  assert.deepEqual(kinds({ checks: [silent, { ...GOOD, at: NOW - 29 * DAY }] }), []);
});

test("the end of a password is told fourteen days before, and at its very moment as past", () => {
  assert.deepEqual(kinds({ validUntil: NOW + 14 * DAY + 1 }), []);
  assert.deepEqual(kinds({ validUntil: NOW + 14 * DAY }), ["ending"]);
  assert.deepEqual(kinds({ validUntil: NOW + 1 }), ["ending"]);
  assert.deepEqual(kinds({ validUntil: NOW }), ["ended"]);
  const title = (validUntil: number) => remindersOf({ ...FRESH, validUntil }, NOW)[0]?.title;
  assert.equal(title(NOW + DAY), "The password of shop ends in 1 day");
  assert.equal(title(NOW + DAY - 1), "The password of shop ends within a day");
});

test("of a password that has run out the age is not told, too", () => {
  assert.deepEqual(kinds({ validUntil: NOW - DAY, passwordSetAt: NOW - 200 * DAY }), ["ended"]);
});

test("what is open comes first; a pause asks for nothing, and what comes back from one for a check", () => {
  const bad = { ...GOOD, at: NOW - 40 * DAY, verdict: "can-write" };
  assert.deepEqual(kinds({ checks: [bad], passwordSetAt: 0 }), ["open", "check", "password"]);
  const paused = { ...GOOD, verdict: "paused" };
  assert.deepEqual(kinds({ checks: [paused, bad], passwordSetAt: 0, validUntil: 0 }), []);
  assert.deepEqual(kinds({ checks: [{ ...GOOD, verdict: "resumed" }, paused, GOOD] }), ["check"]);
  assert.deepEqual(kinds({ checks: [] }), ["check"]);
});
