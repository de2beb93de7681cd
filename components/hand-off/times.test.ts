import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOrToday, listTime, longTime, longTimeWithZone, shortTime, timeLeft, utcTime } from "./times.ts";

const AT = new Date("2026-11-26T13:02:00Z");
const PARIS = "Europe/Paris";

test("the founder's times are local and the engineer's are UTC", () => {
  assert.equal(longTime(AT, PARIS), "Thursday 26 November, 14:02");
  assert.match(longTimeWithZone(AT, PARIS), /^Thursday 26 November, 14:02 \((?:CET|GMT\+1)\)$/);
  assert.equal(utcTime(AT), "Thu 26 Nov, 13:02 UTC");
});

test("a time beside a list is as short as it can be", () => {
  const later = (days: number) => new Date(AT.getTime() + days * 86_400_000);
  assert.equal(shortTime(AT, later(1), PARIS), "Thu 14:02");
  assert.equal(shortTime(AT, later(8), PARIS), "26 Nov 14:02");
  assert.equal(listTime(AT, AT, PARIS), "14:02");
  assert.equal(listTime(AT, later(2), PARIS), "Thu");
  assert.equal(listTime(AT, later(30), PARIS), "26 Nov");
  assert.equal(dayOrToday(AT, AT, PARIS), "today 14:02");
  assert.equal(dayOrToday(AT, later(2), PARIS), "26 Nov");
});

test("September is cut like the other months", () => {
  assert.equal(utcTime(new Date("2026-09-03T04:05:00Z")), "Thu 3 Sep, 04:05 UTC");
});

test("what is left is told in its two largest units, and never as nothing", () => {
  const left = (minutes: number) => timeLeft(new Date(AT.getTime() + minutes * 60_000), AT);
  assert.equal(left(2 * 1440 + 22 * 60 + 5), "2 days 22 hours");
  assert.equal(left(1440), "1 day");
  assert.equal(left(61), "1 hour 1 minute");
  assert.equal(left(40), "40 minutes");
  assert.equal(left(-3), "1 minute");
});
