"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useReducer } from "react";
import { loginName } from "../../lib/postgres/providers";
import { linkStep } from "../hand-off/link-step";
import { leaveTab } from "../hand-off/tab";
import type { WizardHandOff } from "../hand-off/use-hand-off-in-wizard";
import { useHandingOver } from "../hand-off/use-handing-over";
import { useKeepClaim } from "../hand-off/use-keep-claim";
import { useLeaveGuard } from "../ui/use-leave-guard";
import { makeScriptPasswords } from "./blind-password";
import { urlOf } from "./connection-forms";
import { forgetLeft } from "./review/use-left";
import { postJson } from "./stream";
import { joinTarget, splitTarget, wayIsGone } from "./target-secrets";
import { useMirror } from "./use-mirror";
import { type RunOrder, useRun } from "./use-run";
import { type Held, useSecrets } from "./use-secrets";
import type { PlanAnswer, PlanInput, ScriptAnswer, ScriptInput, TargetInput } from "./wire";
import type { Wizard } from "./wizard.types";
import { EMPTY_STATE, nextState, type WizardState } from "./wizard-state";
import { forget } from "./wizard-storage";

const WizardContext = createContext<Wizard | null>(null);

/** The wizard's memory. Only below WizardProvider. */
export function useWizard(): Wizard {
  const wizard = useContext(WizardContext);
  if (wizard === null) throw new Error("useWizard stands outside WizardProvider");
  return wizard;
}

/** In the wizard's layout: survives moving between its screens, and forgets the passwords when it goes. */
export function WizardProvider({ children }: { children: ReactNode }) {
  const [own, dispatch] = useReducer(nextState, EMPTY_STATE);
  const { ready, handOff, storage } = useMirror(own, (kept) => dispatch({ type: "restored", state: kept }));
  const state = useMemo<WizardState>(() => (handOff ? { ...own, passwordFate: fateIn(handOff) } : own), [own, handOff]);
  const handing = useHandingOver(state.run);
  useKeepClaim(state.run.status === "running");
  const secrets = useSecrets();
  const run = useRun(
    dispatch,
    useCallback(
      (password) => {
        secrets.set({ admin: null, role: password, script: null, login: null });
      },
      [secrets.set],
    ),
  );
  useLeaveGuard(state.run.status === "running" || secrets.hasRole || (secrets.hasScript && state.script !== null));

  const wizard = useMemo<Wizard>(() => {
    const { set, held } = secrets;
    const fullTarget = () => withSecrets(state.target, held.current);
    return {
      ...state,
      ...handing,
      ready,
      handOff,
      script: secrets.hasScript ? state.script : null,
      hasPassword: secrets.hasAdmin,
      hasLoginPassword: secrets.hasLogin,
      fullTarget,
      changeLogin(login) {
        set({ admin: null, role: null, script: null, login: null });
        dispatch({ type: "login", login });
        forgetLeft();
      },
      setTarget(whole) {
        const { place, way } = splitTarget(whole);
        set({ admin: whole.password === "" ? null : whole.password, login: null, way });
        dispatch({ type: "target", target: place });
      },
      setPassword: (password) => set({ admin: password === "" ? null : password }),
      setLook: (look) => dispatch({ type: "look", look }),
      setRequest(request) {
        dispatch({ type: "request", request: handOff ? { ...request, role: handOff.record.role } : request });
      },
      setPasswordFate(fate) {
        if (fate === "new") set({ login: null });
        dispatch({ type: "password-fate", fate });
      },
      setLoginPassword: (password) => set({ login: password }),
      async loadPlan() {
        const input = planInput(state, fullTarget());
        dispatch({ type: "plan", plan: await postJson<Planned>("/review/plan", input), request: input.request });
      },
      startRun() {
        const order = changesOrder(state, fullTarget(), held.current.login);
        if (!order) return;
        const isNew = state.plan?.plan.outcome === "create";
        set({ login: null });
        void run(order, { isNew, signsIn: isNew || order.readonlyPassword !== null });
      },
      async makeScript(newPassword) {
        const input = planInput(state, fullTarget());
        const script = await makeScriptPasswords(input.request.role);
        const asked: ScriptInput = { ...input, verifier: script.temporaryVerifier, newPassword };
        const made = await postJson<ScriptAnswer>("/review/script", asked);
        await linkStep("wait");
        set({ script });
        dispatch({ type: "script", script: made, request: input.request });
      },
      finishScript() {
        const order = scriptOrder(state, held.current);
        if (order) void run(order, { isNew: false, signsIn: true });
      },
      rolePassword: () => held.current.role,
      connectionUrl: () => (state.run.result ? urlOf(state.run.result.address, held.current.role) : null),
      finish() {
        set({ admin: null, role: null, script: null, login: null });
        dispatch({ type: "finished" });
        if (storage) forget(storage);
        forgetLeft();
        if (handing.handedOver === "done") leaveTab();
      },
    };
  }, [state, ready, handOff, handing, storage, secrets, run]);
  return <WizardContext value={wizard}>{children}</WizardContext>;
}

/**
 * The founder's browser knows only the password that it made: in a hand-off a login that is there gets that one, unless
 * the link is about what that login may see and nothing else.
 */
function fateIn({ record }: WizardHandOff): "keep" | "new" {
  return record.intent === "change" ? "keep" : "new";
}

function withSecrets(target: WizardState["target"], { admin, way }: Held): TargetInput | null {
  return target && admin !== null && !wayIsGone(target, way) ? joinTarget(target, admin, way) : null;
}

type Planned = Extract<PlanAnswer, { plan: unknown }>;

/** Throws an AppErrorJson where the admin password is gone. */
function planInput({ request, target: place }: WizardState, target: TargetInput | null): PlanInput {
  if (!request || !target) throw secretMissing(place);
  return { target, request };
}

type ChangesOrder = Extract<RunOrder, { kind: "changes" }>;

/** What was answered about a password is for a login that is there, not for one that is made. */
function changesOrder(state: WizardState, target: TargetInput | null, login: string | null): ChangesOrder | null {
  const { request, plan, passwordFate } = state;
  if (!request || !plan || !target) return null;
  const { fingerprint, outcome } = plan.plan;
  const known = outcome !== "create";
  const rotate = known && passwordFate === "new";
  return { kind: "changes", target, request, fingerprint, rotate, readonlyPassword: known && !rotate ? login : null };
}

/** The role's own login, with the script's test password; the admin lends only the address. */
function scriptOrder({ request, target, script }: WizardState, { script: passwords, way }: Held): RunOrder | null {
  if (!request || !target || !script || !passwords) return null;
  const login = joinTarget(target, passwords.temporary, way);
  const user = loginName(request.role, target.host, target.user);
  return { kind: "script", login: { ...login, user }, request, passwords, script };
}

function secretMissing(place: WizardState["target"]) {
  const more = Boolean(place?.ssh || place?.clientCertificate);
  return {
    code: "usage.password-gone",
    message: `The admin password${more ? ", or a key of the way there," : ""} is no longer in this page.`,
    hint: more ? "Go back to Connect and type it again." : "Type it again.",
    detail: null,
    sqlstate: null,
    field: "password",
  };
}
