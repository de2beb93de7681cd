import type { AppErrorJson } from "../../lib/errors.ts";
import type { Address } from "../../lib/lifecycle/address.ts";
import type { AdminAdvice } from "../../lib/lifecycle/admin-advice.ts";
import type { CreateEvent, PasswordMode } from "../../lib/lifecycle/create.ts";
import type { Stands } from "../../lib/lifecycle/run-error.ts";
import type { Look, LookRelation, LookSchema } from "../../lib/plan/look.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import type { PlanRequest } from "../../lib/plan/request.ts";
import type { Shown } from "../../lib/postgres/untrusted.ts";
import type { Verification } from "../../lib/verify/verification.ts";

/** What goes over the wire between the wizard's screens and the app's own routes. Types only. */

export type TlsMode = "verify-full" | "verify-ca" | "require" | "disable";

/** Where to connect and as whom. Lives in the page's memory and in the one request that uses it. */
export type TargetInput = {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  /** null: verify-full is tried, and the rule of docs/cli.md decides. */
  tls: TlsMode | null;
  caPem: string | null;
  /** For servers that ask for one. */
  clientCertificate?: { pem: string; key: string } | null;
  ssh?: SshInput | null;
};

/** An SSH server before the database. */
export type SshInput = {
  host: string;
  port: number;
  user: string;
  password: string | null;
  privateKey: string | null;
  passphrase: string | null;
  /** `SHA256:…`, once a person has compared it. */
  hostKey: string | null;
};

export type { Shown };

export type StepId = "find" | "reach" | "secure" | "sign-in" | "look";

/** POST /connect/check answers with these, one JSON document a line. */
export type CheckEvent =
  | { type: "step"; step: StepId; state: "running"; waking?: boolean }
  | { type: "step"; step: StepId; state: "passed"; sentence: string; durationMs: number }
  | { type: "step"; step: StepId; state: "failed"; durationMs: number; error: AppErrorJson; shown?: Shown }
  | { type: "looked"; look: Look };

export type { Look, LookRelation, LookSchema };

/** POST /review/plan: request and answer. */
export type PlanInput = { target: TargetInput; request: PlanRequest };
export type PlanAnswer = { plan: Plan; script: string; undoScript: string } | { error: AppErrorJson };

/** POST /apply/run: answers with RunEvents, one JSON document a line. */
export type RunInput = {
  target: TargetInput;
  request: PlanRequest;
  /** Of the plan that was shown; the run refuses if the world moved. */
  fingerprint: string;
  /** The SCRAM verifier of the password that this browser made and keeps. */
  verifier: string;
  /** Give a login that is there already this browser's password, too: who uses its old one is cut off. */
  rotate: boolean;
  /** Of a login that is there already, to sign in with once; null: not known, its login is not tested. */
  readonlyPassword: string | null;
  /** SPKI of this browser's ECDH P-256 key, base64: for hosts that refuse verifiers. */
  sealTo: string;
};

/** POST /review/script: the plan as a script for a test password that this browser made and keeps. */
export type ScriptInput = PlanInput & {
  verifier: string;
  /** Give a login that exists already the test password, too: who uses its old one is cut off. */
  newPassword: boolean;
};
export type ScriptAnswer = {
  script: string;
  undoScript: string;
  outcome: Plan["outcome"];
  /** As they stand in the script, without the verifier. */
  statements: string[];
  uncovered: Plan["uncovered"];
};

/** POST /script/finish, once the script was run: answers with RunEvents, one JSON document a line. */
export type FinishInput = {
  /** The role itself, with the script's test password, at the address that the URL will carry. */
  login: TargetInput;
  request: PlanRequest;
  /** Of the password that stays. */
  verifier: string;
};

export type RunEvent =
  | CreateEvent
  | { type: "done"; result: RunResult }
  | { type: "failed"; error: AppErrorJson; stands: Stands };

export type RunResult = {
  outcome: "created" | "changed" | "unchanged";
  role: string;
  /** What the URL is made of; the password stays in the browser. */
  address: Address;
  passwordMode: PasswordMode;
  /** In plaintext mode: the password, sealed to the browser's key. */
  sealedPassword: string | null;
  statements: string[];
  verification: Verification;
  uncovered: Plan["uncovered"];
  /** What to do with the admin that was used; null: none was, somebody ran the script. */
  adminAdvice: AdminAdvice | null;
  /** The signed report, as the file that is saved; null: it could not be made. */
  report: string | null;
  /** ISO 8601. */
  finishedAt: string;
};
