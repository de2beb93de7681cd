import type { PlanRequest } from "../../lib/plan/request.ts";
import type { Look, PlanAnswer, RunEvent, RunResult, TargetInput } from "./wire.ts";

/**
 * What the wizard keeps between its screens. Everything but the two passwords is mirrored in sessionStorage, so back
 * and reload lose nothing else. The provider (wizard-provider.tsx) implements it, `useWizard()` gives it.
 */
export type Wizard = {
  target: Omit<TargetInput, "password"> | null;
  /** The admin password is in this page's memory now (gone on reload, on leaving, on Done, after 15 idle minutes). */
  hasPassword: boolean;
  look: Look | null;
  request: PlanRequest | null;
  plan: Extract<PlanAnswer, { plan: unknown }> | null;
  run: Run;
  setTarget(target: TargetInput): void;
  setPassword(password: string): void;
  setLook(look: Look): void;
  setRequest(request: PlanRequest): void;
  /** POST /review/plan with the target and the request; stores the plan. Rejects with AppErrorJson. */
  loadPlan(): Promise<void>;
  /** POST /apply/run; events arrive in `run`. Makes the role's password in this browser first. */
  startRun(): void;
  /** The whole URL with the real password, or null while there is none. */
  connectionUrl(): string | null;
  /** Wipes the passwords and everything else of this job. */
  finish(): void;
};

export type Run = {
  status: "idle" | "running" | "done" | "failed";
  events: readonly RunEvent[];
  result: RunResult | null;
};
