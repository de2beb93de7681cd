import "server-only";
import { isPassphrase } from "../../lib/credentials/passphrase.ts";
import { AppError } from "../../lib/errors.ts";
import type { Store } from "../../lib/store/store.ts";
import { hashOf } from "./tokens.ts";

const WINDOW_MS = 15 * 60_000;
const TRIES = 20;

/**
 * Whether it is the passphrase kept for this name (`hash`; null: nobody has the name, which takes as long). Counts tries
 * by name in the store, so that neither a restart nor another replica begins anew; the right one sets the count back.
 * Throws AppError `refused.too-often`, before it looks.
 */
export async function tryPassphrase(
  { counters }: Store,
  name: string,
  passphrase: string,
  hash: string | null,
): Promise<boolean> {
  const key = `passphrase:${hashOf(name.normalize("NFKC").trim().toLowerCase())}`;
  if ((await counters.hit(key, WINDOW_MS, Date.now())) > TRIES) throw tooOften();
  const right = await isPassphrase(passphrase, hash);
  if (right) await counters.reset(key);
  return right;
}

function tooOften(): AppError {
  return new AppError("refused.too-often", "Too many wrong passphrases.", {
    hint: "Wait 15 minutes, then try again. Whoever is signed in stays so.",
    detail: `More than ${TRIES} tries for one name in ${WINDOW_MS / 60_000} minutes.`,
  });
}
