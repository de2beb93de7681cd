import type { PlanRequest } from "../../lib/plan/request.ts";
import type { Look, RunEvent } from "./wire.ts";
import type { Run, Wizard } from "./wizard.types.ts";

/** What survives a reload: everything but the two passwords, which are never in here. */
export type WizardState = Pick<Wizard, "target" | "look" | "request" | "plan" | "run">;

export type WizardAction =
  | { type: "restored"; state: WizardState }
  | { type: "target"; target: NonNullable<WizardState["target"]> }
  | { type: "look"; look: Look }
  | { type: "request"; request: PlanRequest }
  | { type: "plan"; plan: NonNullable<WizardState["plan"]> }
  | { type: "run-started" }
  | { type: "run-events"; events: readonly RunEvent[] }
  | { type: "finished" };

const IDLE: Run = { status: "idle", events: [], result: null };
export const EMPTY_STATE: WizardState = { target: null, look: null, request: null, plan: null, run: IDLE };

/** The next state. A step back that changes something forgets what rested on it. */
export function nextState(state: WizardState, action: WizardAction): WizardState {
  switch (action.type) {
    case "restored":
      return action.state;
    case "target":
      return samePlace(state.target, action.target)
        ? { ...state, target: action.target }
        : { ...EMPTY_STATE, target: action.target };
    case "look":
      return { ...state, look: action.look, plan: null, run: IDLE };
    case "request":
      return { ...state, request: action.request, plan: null, run: IDLE };
    case "plan":
      return { ...state, plan: action.plan, run: IDLE };
    case "run-started":
      return { ...state, run: { ...IDLE, status: "running" } };
    case "run-events":
      return { ...state, run: withEvents(state.run, action.events) };
    case "finished":
      return EMPTY_STATE;
  }
}

function withEvents(run: Run, events: readonly RunEvent[]): Run {
  const last = events.findLast((event) => event.type === "done" || event.type === "failed");
  return {
    status: last === undefined ? run.status : last.type === "done" ? "done" : "failed",
    events: [...run.events, ...events],
    result: last?.type === "done" ? last.result : run.result,
  };
}

/** The same database by the same login: then what was seen there still holds. */
function samePlace(a: WizardState["target"], b: WizardState["target"]): boolean {
  if (!a || !b) return false;
  return a.host === b.host && a.port === b.port && a.database === b.database && a.user === b.user;
}
