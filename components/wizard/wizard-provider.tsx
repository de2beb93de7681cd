"use client";

import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from "react";
import { urlOf } from "./connection-forms";
import { postJson } from "./stream";
import { useIdle } from "./use-idle";
import { type RunOrder, useRun } from "./use-run";
import type { PlanAnswer, PlanInput, TargetInput } from "./wire";
import type { Wizard } from "./wizard.types";
import { EMPTY_STATE, nextState, type WizardState } from "./wizard-state";
import { forget, keep, restore } from "./wizard-storage";

const IDLE_MS = 15 * 60_000;

const WizardContext = createContext<Wizard | null>(null);

/** The wizard's memory. Only below WizardProvider. */
export function useWizard(): Wizard {
  const wizard = useContext(WizardContext);
  if (wizard === null) throw new Error("useWizard stands outside WizardProvider");
  return wizard;
}

/** In the wizard's layout: survives moving between its screens, and forgets the passwords when it goes. */
export function WizardProvider({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(nextState, EMPTY_STATE);
  const ready = useMirror(state, (kept) => dispatch({ type: "restored", state: kept }));
  const secrets = useSecrets();
  const run = useRun(
    dispatch,
    useCallback(
      (password) => {
        secrets.set({ admin: null, role: password });
      },
      [secrets.set],
    ),
  );
  useLeaveGuard(state.run.status === "running" || secrets.hasRole);

  const wizard = useMemo<Wizard>(() => {
    const { set, held } = secrets;
    const fullTarget = () => withPassword(state.target, held.current.admin);
    return {
      ...state,
      ready,
      hasPassword: secrets.hasAdmin,
      fullTarget,
      setTarget({ password, ...target }) {
        set({ admin: password === "" ? null : password });
        dispatch({ type: "target", target });
      },
      setPassword: (password) => set({ admin: password === "" ? null : password }),
      setLook: (look) => dispatch({ type: "look", look }),
      setRequest: (request) => dispatch({ type: "request", request }),
      async loadPlan() {
        dispatch({ type: "plan", plan: await planFor(state, fullTarget()) });
      },
      startRun() {
        const order = orderOf(state, fullTarget());
        if (order) void run(order);
      },
      rolePassword: () => held.current.role,
      connectionUrl: () => (state.run.result ? urlOf(state.run.result.address, held.current.role) : null),
      finish() {
        set({ admin: null, role: null });
        dispatch({ type: "finished" });
        forget(sessionStorage);
      },
    };
  }, [state, ready, secrets, run]);
  return <WizardContext value={wizard}>{children}</WizardContext>;
}

function withPassword(target: WizardState["target"], password: string | null): TargetInput | null {
  return target && password !== null ? { ...target, password } : null;
}

async function planFor({ request }: WizardState, target: TargetInput | null) {
  if (!request || !target) throw passwordMissing();
  const input: PlanInput = { target, request };
  return postJson<Extract<PlanAnswer, { plan: unknown }>>("/review/plan", input);
}

function orderOf({ request, plan }: WizardState, target: TargetInput | null): RunOrder | null {
  return request && plan && target ? { target, request, fingerprint: plan.plan.fingerprint } : null;
}

function passwordMissing() {
  const message = "The admin password is no longer in this page.";
  return {
    code: "usage.password-gone",
    message,
    hint: "Type it again.",
    detail: null,
    sqlstate: null,
    field: "password",
  };
}

/** Restores once after the first paint, then mirrors every change. True when what was kept is back. */
function useMirror(state: WizardState, onRestored: (state: WizardState) => void): boolean {
  const [ready, setReady] = useState(false);
  const restored = useRef(onRestored);
  useEffect(() => {
    restored.current(restore(sessionStorage));
    setReady(true);
  }, []);
  useEffect(() => {
    if (ready) keep(state, sessionStorage);
  }, [ready, state]);
  return ready;
}

type Held = { admin: string | null; role: string | null };

/**
 * The two passwords, in a ref: React's state knows only whether they are there. The admin's goes after 15 idle minutes;
 * Lucien's stays until it is taken or the page is left, because nobody can look it up again.
 */
function useSecrets() {
  const held = useRef<Held>({ admin: null, role: null });
  const [has, setHas] = useState({ admin: false, role: false });
  const set = useCallback((change: Partial<Held>) => {
    held.current = { ...held.current, ...change };
    setHas({ admin: held.current.admin !== null, role: held.current.role !== null });
  }, []);
  useIdle(IDLE_MS, () => set({ admin: null }));
  useWipeOnLeave(held, set);
  return useMemo(() => ({ held, set, hasAdmin: has.admin, hasRole: has.role }), [has, set]);
}

function useWipeOnLeave(held: RefObject<Held>, set: (change: Partial<Held>) => void): void {
  useEffect(() => {
    // A page in the back-forward cache keeps its memory, so leaving has to wipe by itself.
    const wipe = () => set({ admin: null, role: null });
    window.addEventListener("pagehide", wipe);
    return () => {
      window.removeEventListener("pagehide", wipe);
      held.current = { admin: null, role: null };
    };
  }, [held, set]);
}

/** The browser asks before a page is left that is at work or holds the only copy of the new password. */
function useLeaveGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [active]);
}
