import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunEvent } from "./wire.ts";
import { EMPTY_STATE, nextState, type WizardState } from "./wizard-state.ts";
import { forget, keep, restore } from "./wizard-storage.ts";

const target = { host: "db.example", port: 5432, database: "shop", user: "boss", tls: null, caPem: null };
const look = { database: "shop" } as NonNullable<WizardState["look"]>;
const committed: RunEvent = { type: "apply.committed", durationMs: 4 };

function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test("another database forgets what was seen in the first", () => {
  const seen: WizardState = { ...EMPTY_STATE, target, look };
  assert.equal(nextState(seen, { type: "target", target: { ...target, database: "other" } }).look, null);
  assert.equal(nextState(seen, { type: "target", target: { ...target, tls: "require" } }).look, look);
});

test("a new look forgets the plan that rested on the old one", () => {
  const planned = { ...EMPTY_STATE, target, look, plan: {} as NonNullable<WizardState["plan"]> };
  assert.equal(nextState(planned, { type: "look", look }).plan, null);
});

test("the last event decides how a run ended", () => {
  const running = nextState(EMPTY_STATE, { type: "run-started" });
  const after = nextState(running, { type: "run-events", events: [committed] });
  assert.equal(after.run.status, "running");
  const failed = { type: "failed", error: { code: "change.x" }, stands: "nothing" } as unknown as RunEvent;
  assert.equal(nextState(after, { type: "run-events", events: [failed] }).run.status, "failed");
});

test("what is kept comes back after a reload, and nothing after finish", () => {
  const storage = memoryStorage();
  keep({ ...EMPTY_STATE, target, look }, storage);
  assert.deepEqual(restore(storage).target, target);
  keep(nextState(restore(storage), { type: "finished" }), storage);
  assert.equal(storage.length, 0);
});

test("a run that was under way at a reload is told as broken off, with what stands", () => {
  const storage = memoryStorage();
  const running = nextState({ ...EMPTY_STATE, target }, { type: "run-started" });
  keep(nextState(running, { type: "run-events", events: [committed] }), storage);
  const { run } = restore(storage);
  assert.equal(run.status, "failed");
  assert.partialDeepStrictEqual(run.events.at(-1), { type: "failed", stands: "role-without-password" });
});

test("storage that is full or broken loses the memory, not the wizard", () => {
  const full = { ...memoryStorage(), setItem: () => assert.fail("full"), getItem: () => "{broken" };
  keep({ ...EMPTY_STATE, target }, full);
  forget(full);
  assert.equal(restore(full), EMPTY_STATE);
});
