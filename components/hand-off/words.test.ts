import assert from "node:assert/strict";
import { test } from "node:test";
import type { FounderView, HandOffRecord, TimelineEntry } from "./view.types.ts";
import { headOf, stateWords, stillToCome, told } from "./words.ts";

const NOON = Date.parse("2026-11-26T12:00:00Z");
const RECORD = { intent: "create", host: "db.example.com", expiresAt: NOON } as HandOffRecord;

function say(entry: Omit<TimelineEntry, "at">, host: string | null = RECORD.host) {
  return told({ at: NOON, ...entry }, { record: { ...RECORD, host } }, true, "UTC");
}

function view(change: Partial<FounderView>): Parameters<typeof headOf>[0] {
  return { state: "sent", finished: false, timeline: [], mine: true, record: RECORD, ...change };
}

test("the title says where the hand-off stands", () => {
  const claimed: TimelineEntry = { at: NOON, kind: "claimed" };
  assert.equal(headOf(view({})).title, "Waiting for your engineer");
  assert.equal(headOf(view({ state: "claimed", timeline: [claimed] })).title, "Your engineer has opened it");
  const reviewing = [claimed, { at: NOON, kind: "reviewing" } as const];
  assert.equal(headOf(view({ state: "claimed", timeline: reviewing })).title, "Your engineer is at work");
  assert.equal(headOf(view({ state: "collected" })).title, "It is done. Copy the URL");
  assert.equal(headOf(view({ state: "collected", finished: true })).title, "You have the URL");
  assert.equal(headOf(view({ state: "completed", mine: false })).title, "It is done");
});

test("a host that is not the one the founder named is something to look at", () => {
  assert.equal(say({ kind: "claimed", host: "db.example.com" }).worry, false);
  assert.equal(say({ kind: "claimed", host: "db.example.com" }, null).worry, false);
  const other = say({ kind: "claimed", host: "elsewhere.example.com" });
  assert.equal(other.worry, true);
  assert.match(other.detail ?? "", /elsewhere\.example\.com.*You named db\.example\.com/);
});

test("what went on says so while it is the last, and what it was afterwards", () => {
  const reviewing = { at: NOON, kind: "reviewing" } as const;
  assert.equal(told(reviewing, { record: RECORD }, true).title, "They are reviewing the changes");
  const past = told(reviewing, { record: RECORD }, false);
  assert.deepEqual(past, { title: "They reviewed the changes", detail: null, worry: false });
});

test("the link's end stands beside its making", () => {
  assert.equal(say({ kind: "sent" }).detail, "It works until Thursday 26 November, 12:00.");
});

test("what is over has nothing to come, and what is open ends with the URL", () => {
  for (const state of ["revoked", "expired", "locked"] as const) assert.deepEqual(stillToCome(state, false), []);
  for (const state of ["sent", "claimed", "running", "waiting-for-script", "completed"] as const)
    assert.equal(stillToCome(state, false).at(-1), "You copy the URL, right here");
  assert.deepEqual(stillToCome("collected", true), []);
});

test("a link that was set free is not called unopened", () => {
  assert.equal(stateWords(view({})), "sent, not opened");
  assert.equal(stateWords(view({ timeline: [{ at: NOON, kind: "released" }] })), "free again");
});

test("a result that was looked at is not collected before the founder has it", () => {
  assert.equal(stateWords(view({ state: "collected" })), "done");
  assert.equal(stateWords(view({ state: "collected", finished: true })), "collected");
});

test("a link about a login that stands ends with what was asked, and with a URL only where there is one", () => {
  const about = (intent: HandOffRecord["intent"]) => ({ ...RECORD, intent });
  assert.equal(stillToCome("sent", false, "pause").at(-1), "You see it here");
  assert.equal(stillToCome("sent", false, "rotate").at(-1), "You copy the new URL, right here");
  assert.ok(!stillToCome("sent", false, "pause").some((row) => row.includes("prove")));
  assert.ok(stillToCome("sent", false, "change").some((row) => row.includes("prove")));
  assert.equal(headOf(view({ state: "completed", record: about("pause") })).title, "Your engineer is done");
  assert.equal(headOf(view({ state: "completed", record: about("rotate") })).title, "It is done. Copy the URL");
  const completed = { at: NOON, kind: "completed" } as const;
  assert.equal(told(completed, { record: about("remove") }, true).title, "They are done");
});
