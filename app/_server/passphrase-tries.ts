import "server-only";
import { isPassphrase } from "../../lib/credentials/passphrase.ts";
import { AppError } from "../../lib/errors.ts";
import type { Store } from "../../lib/store/store.ts";
import { callerAddress } from "./caller-address.ts";
import { env } from "./env.ts";
import { hashOf } from "./tokens.ts";

const WINDOW_MS = 15 * 60_000;
/** For one name from one address; for one name from all, so that others cannot lock its owner out with a few tries. */
const TRIES = 20;
const TRIES_OF_ALL = 200;

/**
 * Whether it is the passphrase kept for this name (`hash`; null: nobody has the name, which takes as long). Counts tries
 * in the store, so that neither a restart nor another replica begins anew; the right one sets the counts back.
 * Throws AppError `refused.too-often`, before it looks.
 */
export async function tryPassphrase(
  { counters }: Store,
  { name, passphrase, hash }: { name: string; passphrase: string; hash: string | null },
  headers: Headers,
): Promise<boolean> {
  const all = `passphrase:${hashOf(name.normalize("NFKC").trim().toLowerCase())}`;
  const one = `${all}:${callerAddress(headers, env().TRUST_PROXY) ?? "anybody"}`;
  const now = Date.now();
  if ((await counters.hit(one, WINDOW_MS, now)) > TRIES) throw tooOften();
  if ((await counters.hit(all, WINDOW_MS, now)) > TRIES_OF_ALL) throw tooOften();
  const right = await isPassphrase(passphrase, hash);
  if (right) await Promise.all([counters.reset(one), counters.reset(all)]);
  return right;
}

function tooOften(): AppError {
  return new AppError("refused.too-often", "Too many wrong passphrases.", {
    hint: "Wait 15 minutes, then try again. Whoever is signed in stays so.",
    detail: `More than ${TRIES} tries for one name in ${WINDOW_MS / 60_000} minutes.`,
  });
}
