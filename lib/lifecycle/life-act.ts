import type { Target } from "../postgres/client.ts";
import type { Secret } from "../secret.ts";
import type { Address } from "./address.ts";
import type { EndedSessions } from "./end-sessions.ts";
import type { LifeAct } from "./life-script-text.ts";
import { pause, resume } from "./pause.ts";
import type { LeftBehind } from "./removal-plan.ts";
import { remove } from "./remove.ts";
import type { LifeOptions } from "./role-to-change.ts";
import { type RotateResult, rotate, rotateOwn } from "./rotate.ts";

/** What became of the login. Holds no secret, but for `password`, and verifiers in `statements`. */
export type LifeDone = {
  /** `left`: it is paused, and `left` says what keeps it from being removed. */
  outcome: "done" | "unchanged" | "left";
  /** As they ran. */
  statements: string[];
  /** null: none were to be ended. */
  sessions: EndedSessions | null;
  left: LeftBehind[];
  /** It may sign in again, but its password ran out then. ISO 8601. */
  expiredAt: string | null;
  /** When the new password runs out. ISO 8601; null: not at all, or it was not touched. */
  validUntil: string | null;
  /** What the new URL is made of; null where the password was not touched. */
  address: Address | null;
  /** Made here, since the host takes no verifier. */
  password: Secret | null;
  finishedAt: string;
};

export type LifeOrder = LifeOptions & {
  act: LifeAct;
  /** Of the new password; null for whatever touches none. */
  verifier: string | null;
  /** The target is the login itself, with its old password: it may change that, and nothing else. */
  self?: boolean;
};

const NOTHING: Pick<LifeDone, "left" | "sessions" | "expiredAt" | "validUntil" | "address" | "password"> = {
  left: [],
  sessions: null,
  expiredAt: null,
  validUntil: null,
  address: null,
  password: null,
};

/** One turn in the life of a login, whichever. Throws as `pause`, `rotate` and `remove` do. */
export async function turnLife(target: Target, { act, verifier, self = false, ...options }: LifeOrder) {
  const turn = { ...NOTHING, ...(await TURNS[act](target, options, { verifier, self })) };
  return turn satisfies LifeDone;
}

type Turn = Partial<LifeDone> & Pick<LifeDone, "outcome" | "statements" | "finishedAt">;
type Given = Required<Pick<LifeOrder, "verifier" | "self">>;

const TURNS: Record<LifeAct, (target: Target, options: LifeOptions, given: Given) => Promise<Turn>> = {
  async pause(target, options) {
    const { outcome, statements, sessions, finishedAt } = await pause(target, options);
    return { outcome: outcome === "paused" ? "done" : "unchanged", statements, sessions, finishedAt };
  },
  async resume(target, options) {
    const { outcome, statements, expiredAt, finishedAt } = await resume(target, options);
    return { outcome: outcome === "resumed" ? "done" : "unchanged", statements, expiredAt, finishedAt };
  },
  async remove(target, options) {
    const { outcome, statements, sessions, left, finishedAt } = await remove(target, options);
    const sql = statements.map((one) => one.sql);
    return { outcome: outcome === "removed" ? "done" : outcome, statements: sql, sessions, left, finishedAt };
  },
  async rotate(target, options, { verifier, self }) {
    // The schema of whoever calls sees to it; an empty one would be refused by the server.
    const wanted = { ...options, verifier: verifier ?? "" };
    return rotated(self ? await rotateOwn(target, wanted) : await rotate(target, wanted));
  },
};

function rotated({ statements, sessions, validUntil, address, password, finishedAt }: RotateResult): Turn {
  return { outcome: "done", statements, sessions, validUntil, address, password, finishedAt };
}
