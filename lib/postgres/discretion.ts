import { AppError } from "../errors.ts";
import { type DialPolicy, isListed, isOwnAddress, isPublicAddress } from "./addresses.ts";
import type { ClientOptions, StepEvent } from "./client.ts";
import type { Found } from "./dial.ts";

/** When what is not told apart is told. Whatever can fail fast has failed by then. */
const TOLD_AFTER_MS = 10_000;

/**
 * What the caller may learn of one try to connect. `tell: "public"` of the policy: until a Postgres server has answered,
 * an address that only this app's network reaches shows nothing of itself, neither by words nor by steps nor by time.
 */
export type Discretion = {
  /** Fires when the time of a try that tells nothing is up; never where all is told. */
  readonly signal: AbortSignal;
  /** True while what goes wrong must not be told apart. */
  readonly silent: () => boolean;
  /** Passes a step on, or keeps it until it may be known. */
  readonly tell: (event: StepEvent) => void;
  /** The name was looked up. */
  readonly found: (found: Found) => void;
  /** A Postgres server answered. */
  readonly answered: () => void;
  /** Resolves when a failure that is not told apart may be told; ends the try. Throws nothing. */
  readonly wait: (caller: AbortSignal | undefined) => Promise<void>;
  /** Ends the try: no timer stays. */
  readonly end: () => void;
};

/** Takes one from the caller's allowance of tries that nobody answers (AppError `refused.too-often` when none is left). */
export async function beDiscreet(policy: DialPolicy, options: ClientOptions, timeoutMs: number): Promise<Discretion> {
  await policy.allowance?.take();
  const up = new AbortController();
  const held: StepEvent[] = [];
  let silent = policy.tell === "public";
  let owed = policy.allowance !== undefined;
  const timer = silent ? setTimeout(() => up.abort(), Math.min(timeoutMs, TOLD_AFTER_MS)) : undefined;
  const speak = () => {
    silent = false;
    clearTimeout(timer);
    for (const event of held.splice(0)) options.onStep?.(event);
  };
  return {
    signal: up.signal,
    silent: () => silent,
    tell: (event) => {
      const first = event.step === "find" && event.state === "running";
      if (silent && !first) held.push(event);
      else options.onStep?.(event);
    },
    found: (found) => {
      if (silent && isNoSecret(found, policy)) speak();
    },
    answered: () => {
      if (owed) policy.allowance?.giveBack();
      owed = false;
      speak();
    },
    wait: (caller) => firstOf(up.signal, caller),
    end: () => clearTimeout(timer),
  };
}

/** Reached from anywhere, or named one by one in the list of what this app may dial. */
function isNoSecret({ host, addresses }: Found, policy: DialPolicy): boolean {
  const named = policy.allow.filter((entry) => !/[/*]|^\./.test(entry));
  return addresses.every(
    (address) => isListed(named, host, address) || (isPublicAddress(address) && !isOwnAddress(address)),
  );
}

function firstOf(...signals: (AbortSignal | undefined)[]): Promise<void> {
  const some = AbortSignal.any(signals.filter((signal) => signal !== undefined));
  return new Promise((resolve) => {
    if (some.aborted) resolve();
    some.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** One answer for a name that leads nowhere, a closed port, silence, a refused address, and whatever is no Postgres. */
export function noAnswer(): AppError {
  return new AppError("connect.no-answer", "No Postgres server answered us there.", {
    hint: "Check the host and the port. Is it a private address? Then use your terminal, or run the SQL yourself: both work from your own machine.",
    detail:
      "Through a link, early failures at addresses that only this app's network reaches are not told apart: no DNS answer, ECONNREFUSED, ETIMEDOUT, a refused address, another protocol. Whoever signs in to this app is told which; so are you for hosts that DATABASE_HOSTS_ALLOW names.",
    field: "host",
  });
}
