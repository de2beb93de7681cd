import type { PlanRequest } from "../../lib/plan/request.ts";
import type { Connection } from "../../lib/store/connections.ts";
import type { WizardHandOff } from "../hand-off/use-hand-off-in-wizard.ts";
import type { HandedOver } from "../hand-off/use-handing-over.ts";
import type { Look, PlanAnswer, RunEvent, RunResult, ScriptAnswer, TargetInput } from "./wire.ts";

/**
 * What the wizard keeps between its screens. Everything but the two passwords is mirrored in sessionStorage, so back
 * and reload lose nothing else. The provider (wizard-provider.tsx) implements it, `useWizard()` gives it.
 */
export type Wizard = {
  target: Omit<TargetInput, "password"> | null;
  /** False until what was kept from before a reload is back: do not redirect before that. */
  ready: boolean;
  /** The admin password is in this page's memory now (gone on reload, on leaving, on Done, after 15 idle minutes). */
  hasPassword: boolean;
  look: Look | null;
  request: PlanRequest | null;
  plan: Extract<PlanAnswer, { plan: unknown }> | null;
  /** Of a login that is there already: null while that is not answered. */
  passwordFate: "keep" | "new" | null;
  /** Its password, from Lucien's URL, is in this page's memory until the next run. */
  hasLoginPassword: boolean;
  run: Run;
  /** The listed login whose choice is changed; null: another one is made. */
  login: ChangedLogin | null;
  /** The hand-off that this wizard works for; null: a founder's own. There the role and the passwords are given. */
  handOff: WizardHandOff | null;
  /** Whether the result of the run has gone to the founder; an error says why it has not. */
  handedOver: HandedOver;
  /** After an error. */
  handOverAgain(): void;
  /** "Run it yourself": the script whose passwords this page holds; null while there is none, and after a reload. */
  script: ScriptAnswer | null;
  /** One was made for this request, in this tab: where `script` is null, its passwords are lost. */
  scriptMade: boolean;
  /** Begins anew, with this login's database filled in, its name settled and its password kept. */
  changeLogin(login: ChangedLogin): void;
  setTarget(target: TargetInput): void;
  setPassword(password: string): void;
  setLook(look: Look): void;
  setRequest(request: PlanRequest): void;
  setPasswordFate(fate: "keep" | "new"): void;
  /** For the next run only, to sign in as the login that is there; null takes it out again. */
  setLoginPassword(password: string | null): void;
  /** POST /review/plan with the target and the request; stores the plan. Rejects with AppErrorJson. */
  loadPlan(): Promise<void>;
  /**
   * POST /apply/run; events arrive in `run`, which ends `done` or `failed` (its last event says why). Makes the role's
   * password in this browser first. Does nothing while a run is under way or the admin password is missing.
   */
  startRun(): void;
  /**
   * POST /review/script: makes two passwords in this browser and a script for the first. `newPassword`: also for a login
   * that is there already. Rejects with AppErrorJson.
   */
  makeScript(newPassword: boolean): Promise<void>;
  /** POST /script/finish, after the script was run: events arrive in `run`. Sends no admin's credential. */
  finishScript(): void;
  /** The target with the admin password, for a request that is about to be sent; null while one of them is missing. */
  fullTarget(): TargetInput | null;
  /** Lucien's password, for showing and copying only; null while there is none in this page. */
  rolePassword(): string | null;
  /** The whole URL with the real password, or null while there is none. */
  connectionUrl(): string | null;
  /** Wipes the passwords and everything else of this job. */
  finish(): void;
};

/** What is listed of a login: where it stands and what it is called. */
export type ChangedLogin = Pick<Connection, "id" | "name" | "host" | "port" | "database" | "role" | "sslmode">;

export type Run = {
  status: "idle" | "running" | "done" | "failed";
  /** Over the role's own login; false: through the admin's session, since no password is known to the server. */
  signsIn: boolean;
  events: readonly RunEvent[];
  result: RunResult | null;
};
