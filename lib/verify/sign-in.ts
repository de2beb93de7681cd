import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { type Client, type ClientOptions, type Target, withClient } from "../postgres/client.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import type { VerifyEvent } from "./verification.ts";

const BETWEEN_MS = 4_000;

type Options = { client: ClientOptions; signInTries?: number; tell: (event: VerifyEvent) => void };

/**
 * Signs in and hands the session to `work`. A login made a moment ago may be unknown to a pooler: for such a one the
 * caller allows up to three tries within ten seconds. A refusal is never tried again otherwise. What `work` throws
 * comes out as it is.
 */
export async function signedIn<T>(target: Target, options: Options, work: (client: Client) => Promise<T>): Promise<T> {
  const tries = Math.min(options.signInTries ?? 1, 3);
  for (let attempt = 1; ; attempt += 1) {
    const started = performance.now();
    const session = { open: false };
    try {
      return await withClient(target, options.client, (client) => {
        session.open = true;
        const durationMs = Math.round(performance.now() - started);
        options.tell({ type: "verify.signed-in", attempts: attempt, durationMs });
        return work(client);
      });
    } catch (error) {
      if (session.open || attempt >= tries || !isUnknownLogin(error)) throw error;
      await delay(BETWEEN_MS);
    }
  }
}

function isUnknownLogin(error: unknown): boolean {
  const sqlstate = error instanceof AppError ? error.sqlstate : null;
  return sqlstate === SQLSTATE.invalidPassword || sqlstate === SQLSTATE.protocolViolation;
}
