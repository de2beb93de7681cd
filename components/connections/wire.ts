import type { Address } from "../../lib/lifecycle/address.ts";
import type { EndedSessions } from "../../lib/lifecycle/end-sessions.ts";
import type { LeftBehind } from "../../lib/lifecycle/removal-plan.ts";
import type { Drift } from "../../lib/verify/drift.ts";
import type { Verification } from "../../lib/verify/verification.ts";

/** What the routes of one connection answer. No secret but `sealedPassword`, which only the asking browser opens. */
export type CheckAnswer = {
  verification: Verification;
  tries: number;
  refused: number;
  /** null: there is no earlier check to compare with. */
  drift: Drift | null;
  /** The signed report of this check; null: it could not be made. */
  report: string | null;
};

/** `id`: of the connection as it is listed now. */
export type AddAnswer = CheckAnswer & { id: string };

export type RotateAnswer = {
  address: Address;
  passwordMode: "verifier" | "plaintext";
  sealedPassword: string | null;
  sessions: EndedSessions;
  validUntil: string | null;
};

export type PauseAnswer = { outcome: "paused" | "unchanged"; sessions: EndedSessions };
export type ResumeAnswer = { outcome: "resumed" | "unchanged"; expiredAt: string | null };

export type RemoveAnswer = {
  outcome: "removed" | "left" | "unchanged";
  sessions: EndedSessions;
  left: LeftBehind[];
  /** Where something was changed. */
  databases: string[];
};
