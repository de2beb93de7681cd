import { SQLSTATE } from "../postgres/sqlstate.ts";
import type { Probe } from "../verify/verification.ts";

/**
 * How the tries are sent, so that whoever locks tables meanwhile costs neither him nor us much. `first`: a few, to see
 * whether anybody is at work. `quick`: nobody is, so many at once, each with little patience for a lock. `patient`:
 * somebody is; what met a lock is tried once more, with few at once.
 */
export type Pace = {
  phase: "first" | "quick" | "patient";
  /** Locks that were not had in time, since the phase began. */
  waits: number;
  /** The longest that one took to be answered, in ms. */
  slowest: number;
};

export const START: Pace = { phase: "first", waits: 0, slowest: 0 };

const FIRST_BATCH = 16;
const BATCH = 64;
const BATCHES_AT_ONCE = { first: 1, quick: 4, patient: 2 } as const;
const QUICK_LOCK_TIMEOUT_MS = 50;
/** So many waits for locks in one phase, and the phase is over. */
export const PATIENCE = 5;

/** How long a try waits for a lock, in ms; `most` is the caller's. */
export function lockTimeoutOf({ phase }: Pace, most: number): number {
  return phase === "quick" ? Math.min(QUICK_LOCK_TIMEOUT_MS, most) : most;
}

/** How many may be sent now in one batch. Those under way answer before the deadline even where each meets a lock. */
export function sizeOfNext(
  pace: Pace,
  { underWay, batches, leftMs, lockTimeoutMs }: Record<"underWay" | "batches" | "leftMs" | "lockTimeoutMs", number>,
): number {
  if (pace.waits >= PATIENCE || batches >= BATCHES_AT_ONCE[pace.phase]) return 0;
  const worst = Math.max(lockTimeoutOf(pace, lockTimeoutMs), pace.slowest * 2);
  return Math.min(pace.phase === "first" ? FIRST_BATCH : BATCH, Math.floor(leftMs / worst) - underWay);
}

export function isBusy({ sqlstate }: Probe): boolean {
  return sqlstate === SQLSTATE.lockNotAvailable;
}

/** The pace after a batch was answered. */
export function paceAfter({ phase, waits, slowest }: Pace, probes: readonly Probe[]): Pace {
  const now = waits + probes.filter(isBusy).length;
  const longest = Math.max(slowest, ...probes.map(({ durationMs }) => durationMs));
  if (phase !== "first") return { phase, waits: now, slowest: longest };
  return { phase: now === 0 ? "quick" : "patient", waits: now, slowest: longest };
}

/** Where all that was sent is answered: whether what met a lock is to be tried again, and at what pace. */
export function paceAgain(pace: Pace): Pace | null {
  return pace.phase === "quick" && pace.waits > 0 ? { ...pace, phase: "patient", waits: 0 } : null;
}
