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

test("a listed login that is changed stays settled whoever signs in where, with its password kept", () => {
  const place = { host: "db.example", port: 5432, database: "shop", sslmode: "require" };
  const login = { id: "c1", name: "Shop", role: "lucien", ...place };
  const begun = nextState({ ...EMPTY_STATE, target, look }, { type: "login", login });
  assert.deepEqual(begun.target, { ...target, user: "", tls: "require" });
  const elsewhere = nextState(begun, { type: "target", target: { ...target, host: "direct.example" } });
  for (const state of [begun, elsewhere]) {
    assert.deepEqual([state.login, state.passwordFate, state.look], [login, "keep", null]);
  }
  const storage = memoryStorage();
  keep(begun, null, storage);
  assert.deepEqual(restore(storage).login, login);
  assert.equal(nextState(begun, { type: "finished" }).login, null);
});

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
  const running = nextState(EMPTY_STATE, { type: "run-started", signsIn: true });
  const after = nextState(running, { type: "run-events", events: [committed] });
  assert.equal(after.run.status, "running");
  const failed = { type: "failed", error: { code: "change.x" }, stands: "nothing" } as unknown as RunEvent;
  assert.equal(nextState(after, { type: "run-events", events: [failed] }).run.status, "failed");
});

test("what is kept comes back after a reload, and nothing after finish", () => {
  const storage = memoryStorage();
  keep({ ...EMPTY_STATE, target, look }, null, storage);
  assert.deepEqual(restore(storage).target, target);
  keep(nextState(restore(storage), { type: "finished" }), restore(storage), storage);
  assert.equal(storage.length, 0);
});

test("a run that was under way at a reload is told as broken off, with what stands", () => {
  const storage = memoryStorage();
  const running = nextState({ ...EMPTY_STATE, target }, { type: "run-started", signsIn: true });
  keep(nextState(running, { type: "run-events", events: [committed] }), running, storage);
  const { run } = restore(storage);
  assert.equal(run.status, "failed");
  assert.partialDeepStrictEqual(run.events.at(-1), { type: "failed", stands: "role-without-password" });
});

test("storage that is full or broken loses the memory, not the wizard", () => {
  const full = { ...memoryStorage(), setItem: () => assert.fail("full"), getItem: () => "{broken" };
  keep({ ...EMPTY_STATE, target }, null, full);
  forget(full);
  assert.equal(restore(full), EMPTY_STATE);
});

const request = { role: "lucien_readonly", schemas: [] } as unknown as NonNullable<WizardState["request"]>;
const plan = { script: "" } as NonNullable<WizardState["plan"]>;
const script = { script: "BEGIN" } as NonNullable<WizardState["script"]>;

test("a plan that was asked for before the last answer is dropped, and so is one that comes during a run", () => {
  const asked: WizardState = { ...EMPTY_STATE, target, look, request };
  assert.equal(nextState(asked, { type: "plan", plan, request }).plan, plan);
  assert.equal(nextState(asked, { type: "plan", plan, request: { ...request } }), asked);
  const running = nextState({ ...asked, plan }, { type: "run-started", signsIn: true });
  assert.equal(nextState(running, { type: "plan", plan, request }), running);
});

test("a script stays while the same is asked for, and goes with another choice", () => {
  const made = nextState({ ...EMPTY_STATE, target, look, request }, { type: "script", script, request });
  assert.equal(nextState(made, { type: "request", request: structuredClone(request) }).script, script);
  const other = nextState(made, { type: "request", request: { ...request, role: "other" } });
  assert.deepEqual([other.script, other.scriptMade], [null, false]);
});

test("a new script forgets how the one before failed", () => {
  const failed: WizardState["run"] = { status: "failed", signsIn: true, events: [committed], result: null };
  const state: WizardState = { ...EMPTY_STATE, request, run: failed };
  assert.equal(nextState(state, { type: "script", script, request }).run.status, "idle");
});

test("after a reload a script is gone, and that one was made is known", () => {
  const storage = memoryStorage();
  keep({ ...EMPTY_STATE, target, look, request, script, scriptMade: true }, null, storage);
  assert.partialDeepStrictEqual(restore(storage), { request, script: null, scriptMade: true });
  keep(
    {
      ...EMPTY_STATE,
      target,
      script,
      scriptMade: true,
      run: { status: "running", signsIn: true, events: [], result: null },
    },
    null,
    storage,
  );
  assert.partialDeepStrictEqual(restore(storage).run.events.at(-1), { type: "failed", stands: "script" });
});

test("answers are written once, when the run is over: in between nothing is", () => {
  const storage = memoryStorage();
  const writes: string[] = [];
  const watched = {
    ...storage,
    setItem: (key: string, value: string) => {
      writes.push(key);
      storage.setItem(key, value);
    },
  };
  let state: WizardState = nextState({ ...EMPTY_STATE, target, look }, { type: "run-started", signsIn: true });
  keep(state, null, watched);
  writes.length = 0;
  const answers: RunEvent[] = [{ type: "verify.signed-in", attempts: 1, durationMs: 2 }];
  for (let batch = 0; batch < 50; batch++) {
    const next = nextState(state, { type: "run-events", events: answers });
    keep(next, state, watched);
    state = next;
  }
  assert.deepEqual(writes, []);
  const failed = { type: "failed", error: { code: "change.x" }, stands: "nothing" } as unknown as RunEvent;
  keep(nextState(state, { type: "run-events", events: [failed] }), state, watched);
  assert.equal(writes.length, 1);
  assert.equal(restore(storage).run.events.length, 51);
});
