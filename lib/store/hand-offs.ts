import type { NewActivity } from "./journal.ts";

/**
 * One hand-off as it is kept. Which states there are and which may follow which, lib/hand-off/state.ts says; the store
 * only sees to it that of several who move a hand-off at once one succeeds.
 */
export type HandOff = {
  /** Random, and the public part of the link. */
  readonly id: string;
  readonly founderId: string;
  readonly createdAt: number;
  /** Counts moves; each is a compare-and-set on it. */
  readonly version: number;
  readonly changedAt: number;
} & HandOffChange;

/** What a move may change. */
export type HandOffChange = {
  state: string;
  /** Counts links: sending again is another attempt, with another secret and another record. */
  attempt: number;
  /** Hex sha256 of the link's authenticating part. */
  authHash: string;
  /** JSON: the immutable fields as the founder's browser signed them, the verifier apart, and their MAC. */
  record: string;
  /** The link ends here, whatever the state, unless the state says otherwise. */
  expiresAt: number;
  /** The row is deleted from here on. */
  purgeAt: number;
  /** The SCRAM verifier; null from completion, revocation or expiry on. */
  verifier: string | null;
  /** The founder's box: ciphertext under her root. null once she has what was in it. */
  box: string | null;
  /** Hex sha256 of what the claiming browser holds, and until when its claim counts. null: nobody, or without end. */
  leaseHash: string | null;
  leaseUntil: number | null;
  /** scrypt of the passcode; null: none was asked for. */
  passcodeHash: string | null;
  passcodeTries: number;
  /** JSON: public facts of the way so far (timeline, host that was entered). */
  facts: string;
  /** JSON: what the engineer's browser signed at completion. */
  result: string | null;
  /** JSON, up to some megabytes: what was found. `list` leaves it out. */
  report: string | null;
};

export type NewHandOff = Pick<HandOff, "id" | "founderId"> &
  Omit<HandOffChange, "leaseHash" | "leaseUntil" | "passcodeTries" | "result" | "report">;

export type HandOffMove = {
  id: string;
  /** Only if it is still this one … */
  version: number;
  /** … in one of these states. */
  from: readonly string[];
  /** Only these fields change. */
  set: Partial<HandOffChange>;
  now: number;
  /** Written in the same transaction, and only by the winner. */
  activity?: NewActivity;
};

export type HandOffStore = {
  /** False when the id is taken. */
  add(handOff: NewHandOff, now: number, activity?: NewActivity): Promise<boolean>;
  get(id: string): Promise<HandOff | null>;
  /** Newest first, of all founders, each with `report` null. */
  list(): Promise<HandOff[]>;
  /** The row after the move, `report` and all, its version one higher. Null: somebody else was faster, or another state. */
  move(move: HandOffMove): Promise<HandOff | null>;
  /** All whose `expiresAt` has come in one of these states: the new state, without verifier and lease. Gives their ids. */
  expire(from: readonly string[], to: string, now: number): Promise<string[]>;
  /** Leases that ran out in one of these states: the new state, without lease. Gives their ids. */
  release(from: readonly string[], to: string, now: number): Promise<string[]>;
  /** For those who wait: the version of each that still exists, in one question whatever their number. */
  versions(ids: readonly string[]): Promise<Map<string, number>>;
  /** Whether it was there. With a version: only if it is still this one. */
  remove(id: string, version?: number): Promise<boolean>;
};
