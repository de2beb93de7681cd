import { setTimeout as delay } from "node:timers/promises";
import { QueryError } from "../postgres/query-error.ts";
import { isRetryable, SQLSTATE } from "../postgres/sqlstate.ts";
import { WorldMoved } from "./world-moved.ts";

const ATTEMPTS = 6;
/** Each has waited for lock_timeout already: whoever holds the lock for that long will hold it for longer. */
const ATTEMPTS_AT_A_LOCK = 3;

/**
 * Runs `work` again, a bounded number of times with growing pauses, while somebody else's change spoils it.
 * `nothingShown`: nobody said yes to a plan, so one whose facts moved while it ran is simply made again.
 */
export async function withRetries<T>(work: () => Promise<T>, nothingShown = false): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attemptsFor(error, nothingShown)) throw error;
      await delay(2 ** attempt * 50 * (1 + Math.random()));
    }
  }
}

/** Two runs in two databases of one cluster, or behind a pooler, can both see that the role is not there yet. */
function attemptsFor(error: unknown, nothingShown: boolean): number {
  if (error instanceof WorldMoved && nothingShown) return ATTEMPTS_AT_A_LOCK;
  // Only what the server said: our own refusals may carry the same SQLSTATE.
  if (!(error instanceof QueryError)) return 1;
  if (error.sqlstate === SQLSTATE.lockNotAvailable) return ATTEMPTS_AT_A_LOCK;
  const sameName = error.sqlstate === SQLSTATE.duplicateObject || error.sqlstate === "23505";
  return isRetryable(error) || sameName ? ATTEMPTS : 1;
}
