import type { PlanRequest } from "../../lib/plan/request.ts";
import type { Look, RunEvent, ScriptAnswer } from "./wire.ts";
import type { ChangedLogin, Run, Wizard } from "./wizard.types.ts";

/** What survives a reload, but for `script`: no password is ever in here, and a script without its own is of no use. */
export type WizardState = Pick<
  Wizard,
  "login" | "target" | "look" | "request" | "plan" | "passwordFate" | "run" | "script" | "scriptMade"
>;

export type WizardAction =
  | { type: "restored"; state: WizardState }
  | { type: "login"; login: ChangedLogin }
  | { type: "target"; target: NonNullable<WizardState["target"]> }
  | { type: "look"; look: Look }
  | { type: "request"; request: PlanRequest }
  /** `request`: what the plan, or the script, was asked for. */
  | { type: "plan"; plan: NonNullable<WizardState["plan"]>; request: PlanRequest }
  | { type: "script"; script: ScriptAnswer; request: PlanRequest }
  | { type: "password-fate"; fate: WizardState["passwordFate"] }
  | { type: "run-started"; signsIn: boolean }
  | { type: "run-events"; events: readonly RunEvent[] }
  | { type: "finished" };

const IDLE: Run = { status: "idle", signsIn: true, events: [], result: null };
export const EMPTY_STATE: WizardState = {
  login: null,
  target: null,
  look: null,
  request: null,
  plan: null,
  passwordFate: null,
  run: IDLE,
  script: null,
  scriptMade: false,
};

/** The next state. A step back that changes something forgets what rested on it. */
export function nextState(state: WizardState, action: WizardAction): WizardState {
  switch (action.type) {
    case "restored":
      return action.state;
    case "target":
      return samePlace(state.target, action.target)
        ? { ...state, target: action.target }
        : { ...changing(state.login), target: action.target };
    case "login":
      return { ...changing(action.login), target: placeOf(action.login) };
    case "look":
      return { ...state, look: action.look, plan: null, run: IDLE };
    case "request":
      return { ...state, request: action.request, plan: null, run: IDLE, ...scriptFor(state, action.request) };
    case "plan":
      // It may have been asked for before the last answer, or arrive when it runs already.
      if (action.request !== state.request || state.run.status === "running") return state;
      return { ...state, plan: action.plan, run: IDLE };
    case "script":
      return action.request === state.request ? { ...state, ...withScript(state, action.script) } : state;
    case "password-fate":
      return { ...state, passwordFate: action.fate };
    case "run-started":
      return { ...state, run: { ...IDLE, status: "running", signsIn: action.signsIn } };
    case "run-events":
      return afterEvents({ ...state, run: withEvents(state.run, action.events) });
    case "finished":
      return EMPTY_STATE;
  }
}

/** The start, with what is settled where a listed login is changed: its password stays unless somebody says otherwise. */
function changing(login: ChangedLogin | null): WizardState {
  return login === null ? EMPTY_STATE : { ...EMPTY_STATE, login, passwordFate: "keep" };
}

/** Where to sign in as an admin. A certificate that nobody could vouch for then is not vouched for now. */
function placeOf({ host, port, database, sslmode }: ChangedLogin): NonNullable<WizardState["target"]> {
  return { host, port, database, user: "", tls: sslmode === "require" ? "require" : null, caPem: null };
}

/** A new password is made once: a later run asks again. */
function afterEvents(state: WizardState): WizardState {
  return state.run.status === "done" ? { ...state, passwordFate: null } : state;
}

/** What went wrong with the script before is not said of this one. */
function withScript({ run }: WizardState, script: ScriptAnswer): Partial<WizardState> {
  return { script, scriptMade: true, run: run.status === "failed" ? IDLE : run };
}

/** A script stays as long as the same is asked for: it may have been run, and its password cannot be had again. */
function scriptFor(state: WizardState, request: PlanRequest): Pick<WizardState, "script" | "scriptMade"> {
  const same = JSON.stringify(state.request) === JSON.stringify(request);
  return same ? { script: state.script, scriptMade: state.scriptMade } : { script: null, scriptMade: false };
}

function withEvents(run: Run, events: readonly RunEvent[]): Run {
  const last = events.findLast((event) => event.type === "done" || event.type === "failed");
  return {
    ...run,
    status: last === undefined ? run.status : last.type === "done" ? "done" : "failed",
    events: [...run.events, ...events],
    result: last?.type === "done" ? last.result : run.result,
  };
}

/** The same database by the same login: then what was seen there still holds. */
function samePlace(a: WizardState["target"], b: WizardState["target"]): boolean {
  if (!a || !b) return false;
  const same = a.host === b.host && a.port === b.port && a.database === b.database && a.user === b.user;
  return same && a.ssh?.host === b.ssh?.host && a.ssh?.port === b.ssh?.port;
}
