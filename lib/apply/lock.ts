import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../errors.ts";
import type { Client } from "../postgres/client.ts";
import { TRY_LOCK, UNLOCK } from "../statements/session.ts";

const WAIT_MS = 30_000;
const AGAIN_MS = 100;

/**
 * Runs `work` while this session alone changes this database for us. Throws `change.busy` when another run does not
 * end within half a minute. Behind a pooler the transaction takes the lock instead (run-statements.ts).
 */
export async function withChangeLock<T>(client: Client, work: () => Promise<T>, waitMs = WAIT_MS): Promise<T> {
  if (client.info.pooled) return work();
  const until = performance.now() + waitMs;
  while (!(await client.query<{ got: boolean }>(TRY_LOCK)).rows[0]?.got) {
    if (performance.now() > until) throw busy();
    await delay(AGAIN_MS + Math.random() * AGAIN_MS);
  }
  // A session that is gone has lost its locks already.
  const unlock = () => client.query(UNLOCK).catch(() => undefined);
  const done = await work().catch(async (error) => {
    await unlock();
    throw error;
  });
  // Not waited for: whatever comes next on this session comes behind it.
  void unlock();
  return done;
}

function busy(): AppError {
  return new AppError("change.busy", "Somebody else is changing this database with this app. Nothing was changed.", {
    hint: "Wait until that run is over, then try again.",
    detail: "The advisory lock of this database was not free for 30 s.",
    sqlstate: "55P03",
  });
}
