import assert from "node:assert/strict";
import { test } from "node:test";
import type { Activity } from "../../lib/store/journal.ts";
import { activityLines } from "./activity-words.ts";

function entry(change: Partial<Activity>): Activity {
  return { id: 1, at: 0, kind: "hand-off.sent", founderId: "a", subject: "x", facts: {}, ...change };
}

function says(change: Partial<Activity>): string | undefined {
  return activityLines([entry(change)], { b: "Grace" }, "a")[0]?.says;
}

test("the reader is You, another founder has a name, and whoever is gone is still somebody", () => {
  assert.equal(says({}), "You made a link for an engineer.");
  assert.equal(says({ founderId: "b" }), "Grace made a link for an engineer.");
  assert.equal(says({ founderId: "gone" }), "Somebody who has left made a link for an engineer.");
});

test("what an engineer only says is told as what they say", () => {
  const note = "Your engineer says that it is paused. We have not seen it.";
  const facts = { name: "shop", verdict: "paused", note };
  assert.equal(says({ kind: "connection.told", founderId: null, facts }), `shop: ${note}`);
});

test("a link about a login that stands says which, and takes no URL where it brings none", () => {
  const facts = { intent: "pause", name: "shop" };
  assert.equal(says({ facts }), "You made a link for an engineer, about the login of shop.");
  assert.equal(says({ kind: "hand-off.finished", facts }), "You saw it. The rest of the job was deleted.");
  const took = "You took the URL. The rest of the job was deleted.";
  assert.equal(says({ kind: "hand-off.finished", facts: { ...facts, intent: "rotate" } }), took);
  assert.equal(says({ kind: "hand-off.finished" }), took);
});

test("a host is named where it is known", () => {
  const claimed = { kind: "hand-off.claimed", founderId: null };
  assert.equal(
    says({ ...claimed, facts: { host: "db.example.com" } }),
    "Someone opened your link and began on db.example.com.",
  );
  assert.equal(says({ ...claimed, facts: { host: null } }), "Someone opened your link and began.");
});

test("what was done about a login is told with how it ended", () => {
  const checked = {
    kind: "connection.checked",
    facts: { name: "shop", host: "h", verdict: "can-write", changes: "2" },
  };
  assert.equal(says(checked), "You checked shop. It can change things. 2 things had changed.");
  assert.equal(says({ kind: "connection.paused", facts: { name: "shop" } }), "You paused the login of shop.");
});

test("a count in the facts is told as one", () => {
  const facts = { name: "shop", verdict: "read-only", changes: 2 };
  const told = says({ kind: "connection.checked", facts });
  assert.equal(told, "You checked shop. It can only read. 2 things had changed.");
});

test("what has no sentence is left out", () => {
  assert.equal(says({ kind: "something.new" }), undefined);
});
