import type { AppErrorJson } from "../../lib/errors.ts";
import { EMPTY_STATE, type WizardState } from "./wizard-state.ts";

const KEY = "lucien-wizard-1";

/** Mirrors the state into this tab's storage. Too large or forbidden: the wizard works on, a reload starts over. */
export function keep(state: WizardState, storage: Storage): void {
  try {
    if (state === EMPTY_STATE) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify(state));
  } catch {
    forget(storage);
  }
}

/** What was kept before a reload, or the empty state. */
export function restore(storage: Storage): WizardState {
  try {
    const text = storage.getItem(KEY);
    return text === null ? EMPTY_STATE : broken({ ...EMPTY_STATE, ...(JSON.parse(text) as WizardState) });
  } catch {
    return EMPTY_STATE;
  }
}

/** Nothing of this job stays in the tab. */
export function forget(storage: Storage): void {
  try {
    storage.removeItem(KEY);
  } catch {
    // Storage is forbidden here, so nothing was kept either.
  }
}

/** A run does not outlive its page: what was under way is told as broken off. */
function broken(state: WizardState): WizardState {
  if (state.run.status !== "running") return state;
  const committed = state.run.events.some((event) => event.type === "apply.committed");
  const stands = committed ? "role-without-password" : "nothing";
  const events = [...state.run.events, { type: "failed" as const, error: brokenOff(committed), stands } as const];
  return { ...state, run: { status: "failed", events, result: null } };
}

function brokenOff(committed: boolean): AppErrorJson {
  return {
    code: "change.page-left",
    message: "This page was loaded again while the work was under way.",
    hint: committed
      ? "The changes are in, but the new password is lost. Go back to Review and make the changes again."
      : "We do not know how far it came. Go back to Review: it shows what is left to do.",
    detail: "The browser that holds the role's password was reloaded before the run's result arrived.",
    sqlstate: null,
    field: null,
  };
}
