/**
 * The states of a hand-off and which may follow which. Pure: every move is one compare-and-set in the store, on the
 * row's version and on the states named here.
 */
export const HAND_OFF_STATES = [
  "sent",
  "claimed",
  "running",
  "waiting-for-script",
  "completed",
  "collected",
  "revoked",
  "expired",
  "locked",
] as const;
export type HandOffState = (typeof HAND_OFF_STATES)[number];

/** In these the link still works for somebody. */
export const OPEN_STATES = ["sent", "claimed", "running", "waiting-for-script"] as const satisfies HandOffState[];

/** In these one browser holds the link, and the wizard's routes let it in. */
export const HELD_STATES = ["claimed", "running", "waiting-for-script"] as const satisfies HandOffState[];

/** A browser that holds the link in one of these loses it when its lease ends; waiting for a script has no lease. */
export const LEASED_STATES = ["claimed", "running"] as const satisfies HandOffState[];

/** What runs out by itself. `running` does not: what is being made is told, then the lease's end takes it back. */
export const EXPIRING_STATES = ["sent", "claimed", "waiting-for-script"] as const satisfies HandOffState[];

type Move = { from: readonly HandOffState[]; to: readonly HandOffState[] };

/** Every move there is. `claim` also renews; `finish` deletes what is left and keeps the state. */
export const MOVES = {
  claim: { from: OPEN_STATES, to: ["claimed", "waiting-for-script"] },
  run: { from: HELD_STATES, to: ["running"] },
  wait: { from: HELD_STATES, to: ["waiting-for-script"] },
  rest: { from: HELD_STATES, to: ["claimed"] },
  /** The state stays: a claim is renewed, a passcode counted. */
  touch: { from: OPEN_STATES, to: OPEN_STATES },
  /** Afterwards, into the timeline. */
  note: { from: ["sent", "expired"], to: ["sent", "expired"] },
  release: { from: LEASED_STATES, to: ["sent"] },
  complete: { from: HELD_STATES, to: ["completed"] },
  collect: { from: ["completed", "collected"], to: ["collected"] },
  finish: { from: ["collected"], to: ["collected"] },
  revoke: { from: OPEN_STATES, to: ["revoked"] },
  expire: { from: EXPIRING_STATES, to: ["expired"] },
  lock: { from: OPEN_STATES, to: ["locked"] },
  /** Also when the result was lost with the founder's key: the next attempt gives the role another password. */
  resend: { from: HAND_OFF_STATES, to: ["sent"] },
} as const satisfies Record<string, Move>;
export type MoveName = keyof typeof MOVES;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How long a claim counts after its browser's last sign of life. */
export const LEASE_MS = 20 * MINUTE;
/** A claim is renewed once this much of it is gone, so that not every request writes. */
export const RENEW_AFTER_MS = 2 * MINUTE;
export const LIFE = { least: HOUR, usual: 3 * DAY, most: 7 * DAY } as const;
/** From the moment somebody has the script in hand. */
export const SCRIPT_LIFE_MS = 7 * DAY;
/** How long a result waits for the founder. */
export const RESULT_LIFE_MS = 7 * DAY;
/** How long the row of a hand-off that is over stays in the list. */
export const HISTORY_MS = 30 * DAY;
export const MOST_PASSCODE_TRIES = 10;

export function isOneOf<State extends string>(state: string, states: readonly State[]): state is State {
  return (states as readonly string[]).includes(state);
}
