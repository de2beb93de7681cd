import type { AppErrorJson } from "../../lib/errors.ts";
import type { Sensitivity } from "../../lib/inspect/snapshot.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import type { PlanRequest } from "../../lib/plan/request.ts";
import type { Verification, VerifyEvent } from "../../lib/verify/verification.ts";

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
};

export type StepId = "find" | "reach" | "secure" | "sign-in" | "look";

/** POST /connect/check answers with these, one JSON document a line. */
export type CheckEvent =
  | { type: "step"; step: StepId; state: "running" }
  | { type: "step"; step: StepId; state: "passed"; sentence: string; durationMs: number }
  | { type: "step"; step: StepId; state: "failed"; durationMs: number; error: AppErrorJson }
  | { type: "looked"; look: Look };

/** What Choose and the rail need of a Snapshot; no ACLs, no secrets. */
export type Look = {
  versionNum: number;
  provider: { id: string; name: string } | null;
  database: string;
  admin: { name: string; superuser: boolean; createRole: boolean };
  /** The line is encrypted, and how sure we are of who answers. */
  tls: TlsMode;
  schemas: LookSchema[];
  relations: LookRelation[];
  /** The default role name is taken already: by us (then the plan changes it) or by somebody else. */
  existingRole: { name: string; ours: boolean } | null;
  /** Row rules can be passed by these means for this admin. */
  rowRules: { policy: boolean; bypass: boolean };
};

export type LookSchema = {
  name: string;
  kind: "user" | "extension" | "provider";
  /** Creators whose later tables will be readable, and those whose owner must run a line. */
  creators: { role: string; covered: boolean; remedy: string }[];
  grantable: boolean;
};

export type LookRelation = {
  schema: string;
  name: string;
  kind: "r" | "p" | "v" | "m" | "f";
  estimatedRows: number | null;
  bytes: number;
  rowSecurity: boolean;
  owner: string;
  /** False: its owner must share it. */
  grantable: boolean;
  /** Whole relation is left out by default, and why. */
  sensitivity: Sensitivity | null;
  columns: { name: string; type: string; sensitivity: Sensitivity | null }[];
};

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
  /** SPKI of this browser's ECDH P-256 key, base64: for hosts that refuse verifiers. */
  sealTo: string;
};

export type RunEvent =
  | { type: "apply.started"; statements: number }
  | { type: "apply.statement"; index: number; durationMs: number }
  | { type: "apply.checked"; sentence: string }
  | { type: "apply.committed"; durationMs: number }
  | VerifyEvent
  | { type: "rekeyed"; mode: "verifier" | "plaintext" | "unchanged" }
  | { type: "done"; result: RunResult }
  | { type: "failed"; error: AppErrorJson; stands: "nothing" | "role-without-password" | "role" };

export type RunResult = {
  outcome: "created" | "changed" | "unchanged";
  role: string;
  /** What the URL is made of; the password stays in the browser. */
  address: {
    host: string;
    port: number;
    database: string;
    user: string;
    sslmode: "verify-full" | "require" | "disable";
  };
  passwordMode: "verifier" | "plaintext" | "unchanged";
  /** In plaintext mode: the password, sealed to the browser's key. */
  sealedPassword: string | null;
  statements: string[];
  verification: Verification;
  uncovered: Plan["uncovered"];
  /** What to do with the admin that was used. */
  adminAdvice: { action: "delete" | "switch-off" | "keep"; sentence: string; sql: string | null };
  /** ISO 8601. */
  finishedAt: string;
};
