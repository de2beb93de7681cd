import type { AppErrorJson } from "../../lib/errors.ts";
import { packedRun, unpackedRun } from "./kept-run.ts";
import { remembered } from "./target-secrets.ts";
import { EMPTY_STATE, type WizardState } from "./wizard-state.ts";

const PREFIX = "lucien-wizard-2:";
/** Each under a key of its own: a look at a large database is written once, not with every answer of a proof. */
const PARTS = ["login", "target", "look", "request", "plan", "passwordFate", "scriptMade", "run"] as const;
type Part = (typeof PARTS)[number];

export type TabStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** This tab's storage; each hand-off has its own part of it, so that it never meets the founder's own wizard there. */
export function wizardStorage(handOffId: string | null): TabStorage {
  if (handOffId === null) return sessionStorage;
  const named = (key: string) => `${handOffId}:${key}`;
  return {
    getItem: (key) => sessionStorage.getItem(named(key)),
    setItem: (key, value) => sessionStorage.setItem(named(key), value),
    removeItem: (key) => sessionStorage.removeItem(named(key)),
  };
}

/**
 * Mirrors what has changed since `before` into this tab's storage. A part that is too large, or forbidden, is left out:
 * the wizard works on, a reload starts over from there.
 */
export function keep(state: WizardState, before: WizardState | null, storage: TabStorage): void {
  if (state === EMPTY_STATE) forget(storage);
  else
    for (const part of PARTS) {
      if (before === null || changed(part, state, before)) keepPart(part, state, storage);
    }
}

/** What was kept before a reload, or the empty state. */
export function restore(storage: TabStorage): WizardState {
  const kept: Partial<WizardState> = {};
  for (const part of PARTS) Object.assign(kept, restorePart(part, storage));
  return Object.keys(kept).length === 0 ? EMPTY_STATE : broken({ ...EMPTY_STATE, ...kept });
}

/** Nothing of this job stays in the tab. */
export function forget(storage: TabStorage): void {
  for (const part of PARTS) dropPart(part, storage);
}

function changed(part: Part, state: WizardState, before: WizardState): boolean {
  if (part !== "run") return state[part] !== before[part];
  const bothRun = state.run.status === "running" && before.run.status === "running";
  return bothRun ? committed(state.run) !== committed(before.run) : state.run !== before.run;
}

function keepPart(part: Part, state: WizardState, storage: TabStorage): void {
  try {
    storage.setItem(PREFIX + part, JSON.stringify(keptPart(part, state)));
  } catch {
    dropPart(part, storage);
  }
}

function keptPart(part: Part, state: WizardState): unknown {
  if (part === "target") return remembered(state.target);
  return part === "run" ? packedRun(state.run) : state[part];
}

function restorePart(part: Part, storage: TabStorage): Partial<WizardState> {
  try {
    const text = storage.getItem(PREFIX + part);
    if (text === null) return {};
    return { [part]: part === "run" ? unpackedRun(JSON.parse(text)) : JSON.parse(text) };
  } catch {
    return {};
  }
}

function dropPart(part: Part, storage: TabStorage): void {
  try {
    storage.removeItem(PREFIX + part);
  } catch {
    // Storage is forbidden here, so nothing was kept either.
  }
}

function committed(run: WizardState["run"]): boolean {
  return run.events.some((event) => event.type === "apply.committed");
}

/** A run does not outlive its page: what was under way is told as broken off. */
function broken(state: WizardState): WizardState {
  if (state.run.status !== "running") return state;
  const known = state.plan !== null && state.plan.plan.outcome !== "create";
  const made = known ? "role" : "role-without-password";
  const stands = state.scriptMade ? "script" : committed(state.run) ? made : "nothing";
  const failed = { type: "failed", error: brokenOff(stands), stands } as const;
  return { ...state, run: { ...state.run, status: "failed", events: [...state.run.events, failed], result: null } };
}

function brokenOff(stands: keyof typeof HINTS): AppErrorJson {
  return {
    code: "change.page-left",
    message: "This page was loaded again while the work was under way.",
    hint: HINTS[stands],
    detail: "The browser that holds the role's password was reloaded before the run's result arrived.",
    sqlstate: null,
    field: null,
  };
}

const HINTS = {
  nothing: "We do not know how far it came. Go back to Review: it shows what is left to do.",
  "role-without-password":
    "The changes are in, but the new password is lost. Go back to Review and make the changes again.",
  role: "The changes are in, but the proof is not finished. Go back to Review and prove it again.",
  script: "The script's test password is lost. Go back and make the script again.",
} as const;
