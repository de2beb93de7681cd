import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { OPEN_POLICY } from "./addresses.ts";
import type { Client, ClientOptions, ConnectStep, Target } from "./client.ts";
import { checkClientCertificate } from "./client-certificate.ts";
import { checkFarAddress } from "./dial.ts";
import { beDiscreet, type Discretion, noAnswer } from "./discretion.ts";
import { engineOfHost } from "./engine.ts";
import { type ExplainContext, explainError } from "./explain.ts";
import { secureLine } from "./secure.ts";
import { openSession } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { SQLSTATE } from "./sqlstate.ts";
import { checkTarget } from "./target.ts";
import { checkCaPem } from "./tls.ts";
import { hostOf, wayTo } from "./way.ts";

const DEFAULT_TIMEOUT_MS = 20_000;

/** Databases that sleep are waked by the first who knocks: these answers mean "in a moment". Nothing else is retried. */
const WAKING: readonly string[] = ["connect.starting-up", "connect.compute-unreachable"];
const WAKING_PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** For a role or database whose own statement_timeout would cancel even the first question. */
const LIFTED = "-c statement_timeout=60s";

/**
 * Find, reach, secure, sign in: gives a session with its guards set. A database that is waking up is asked again within
 * the time; who was refused is not (providers lock out after a few tries). Whoever calls it must `end()` it; use
 * withClient. Throws AppError (`connect.*`, `refused.address`, `usage.*`); nothing stays open then.
 */
export async function connect(target: Target, options: ClientOptions = {}): Promise<Client> {
  checkTarget(target);
  if (target.caPem !== null) checkCaPem(target.caPem);
  if (target.clientCertificate) checkClientCertificate(target.clientCertificate);
  const { refusal } = engineOfHost(target.host);
  if (refusal !== null) throw refusal;
  checkFarAddress(hostOf(target));
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const discretion = await beDiscreet(options.dial ?? OPEN_POLICY, options, timeoutMs);
  try {
    return await connectWith(discretion, { target, options, timeoutMs });
  } finally {
    discretion.end();
  }
}

type Order = { target: Target; options: ClientOptions; timeoutMs: number };

async function connectWith(discretion: Discretion, { target, options, timeoutMs }: Order): Promise<Client> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const stop = AbortSignal.any([discretion.signal, deadline, ...(options.signal ? [options.signal] : [])]);
  const pauses = [...WAKING_PAUSES_MS];
  let startup: string | null = null;
  /** What it said last while it was waking. */
  let asleep: AppError | null = null;
  for (;;) {
    try {
      return await attempt({ target, options, discretion, stop, startup, waking: asleep !== null });
    } catch (thrown) {
      if (discretion.silent()) {
        await discretion.wait(options.signal);
        throw options.signal?.aborted ? cancelled() : noAnswer();
      }
      const cause = options.signal?.aborted ? cancelled() : deadline.aborted ? (asleep ?? timedOut()) : thrown;
      const error = explainError(cause, contextOf(target, options));
      if (startup === null && error.sqlstate === SQLSTATE.queryCanceled) startup = LIFTED;
      else if (!WAKING.includes(error.code) || !(await pauseFor(pauses.shift(), stop))) throw error;
      else asleep = error;
    }
  }
}

function contextOf({ host, port, user, database }: Target, { ourAddress = null }: ClientOptions): ExplainContext {
  return { host, port, user, database, ourAddress };
}

/** False when there is no time left to wait. */
async function pauseFor(ms: number | undefined, stop: AbortSignal): Promise<boolean> {
  if (ms === undefined || stop.aborted) return false;
  return delay(ms, true, { signal: stop }).catch(() => false);
}

type Attempt = {
  target: Target;
  options: ClientOptions;
  discretion: Discretion;
  stop: AbortSignal;
  startup: string | null;
  /** Not the first: the one before found the database asleep. */
  waking: boolean;
};

async function attempt(one: Attempt): Promise<Client> {
  const open = { close: () => {} };
  const onStop = () => open.close();
  one.stop.addEventListener("abort", onStop);
  try {
    return await until(one.stop, connectThrough(one, open));
  } catch (error) {
    open.close();
    throw error;
  } finally {
    one.stop.removeEventListener("abort", onStop);
  }
}

async function connectThrough(one: Attempt, open: { close: () => void }): Promise<Client> {
  const { target, options, discretion, stop } = one;
  const step = stepper(one);
  const way = wayTo(target, options.dial ?? OPEN_POLICY, stop);
  const found = await step("find", way.find, (f) => foundSentence(f.addresses, target));
  discretion.found(found);
  const socket = await step(
    "reach",
    () => way.reach(found, open),
    () => (target.ssh ? "It answers, through the SSH server." : "It answers."),
  );
  open.close = () => socket.destroy();
  if (stop.aborted) open.close();
  const host = hostOf(target);
  const line = await step(
    "secure",
    () => secureLine(socket, host, target, discretion.answered),
    (l) => l.sentence,
  );
  return step(
    "sign-in",
    async () => {
      const driver = await signIn(line, target, options, { startup: one.startup, onAnswer: discretion.answered });
      open.close = () => driver.destroy();
      return openSession(driver, line, target.port, options);
    },
    () => "The name and the password are right.",
  );
}

type Step = <T>(step: ConnectStep, run: () => Promise<T>, sentence: (value: T) => string) => Promise<T>;

function stepper({ discretion, stop, waking }: Attempt): Step {
  return async (step, run, sentence) => {
    const startedAt = performance.now();
    discretion.tell({ step, state: "running", ...(waking ? { waking } : {}) });
    const value = await run();
    stop.throwIfAborted();
    const durationMs = Math.round(performance.now() - startedAt);
    discretion.tell({ step, state: "passed", sentence: sentence(value), durationMs });
    return value;
  };
}

function foundSentence(addresses: string[], { ssh }: Target): string {
  if (ssh) return "The SSH server's name leads to an address. It looks up the database's.";
  return addresses.length === 1 ? "The name leads to one address." : `The name leads to ${addresses.length} addresses.`;
}

/** Rejects when the signal fires, though the work itself (a name look-up, say) cannot be stopped. */
function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  if (signal.aborted) stop();
  // A session that comes too late must not stay open.
  work.then(
    (value) => (signal.aborted ? void (value as Client).end() : undefined),
    () => undefined,
  );
  return promise;
}

function timedOut(): Error {
  return Object.assign(new Error("timed out"), { code: "ETIMEDOUT" });
}

function cancelled(): AppError {
  return new AppError("connect.cancelled", "Stopped before anything was changed.", {
    hint: "Start again when you like.",
  });
}
