import { AppError } from "../errors.ts";
import { OPEN_POLICY } from "./addresses.ts";
import type { Client, ClientOptions, ConnectStep, Target } from "./client.ts";
import { findServer, reachServer } from "./dial.ts";
import { engineOfHost } from "./engine.ts";
import { explainError } from "./explain.ts";
import { secureLine } from "./secure.ts";
import { openSession } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { checkCaPem } from "./tls.ts";

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * Find, reach, secure, sign in: gives a session with its guards set. Whoever calls it must `end()` it; use withClient.
 * Throws AppError (`connect.*`, `refused.address`, `usage.*`); nothing stays open then.
 */
export async function connect(target: Target, options: ClientOptions = {}): Promise<Client> {
  checkTarget(target);
  if (target.caPem !== null) checkCaPem(target.caPem);
  const { refusal } = engineOfHost(target.host);
  if (refusal !== null) throw refusal;
  const deadline = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const stop = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  const open = { close: () => {} };
  const onStop = () => open.close();
  stop.addEventListener("abort", onStop);
  try {
    return await until(stop, connectThrough(target, options, stop, open));
  } catch (error) {
    open.close();
    const cause = options.signal?.aborted ? cancelled() : deadline.aborted ? timedOut() : error;
    throw explainError(cause, { host: target.host, port: target.port, user: target.user, database: target.database });
  } finally {
    stop.removeEventListener("abort", onStop);
  }
}

async function connectThrough(
  target: Target,
  options: ClientOptions,
  stop: AbortSignal,
  open: { close: () => void },
): Promise<Client> {
  const policy = options.dial ?? OPEN_POLICY;
  const step = stepper(options, stop);
  const found = await step(
    "find",
    () => findServer(target, policy),
    (f) => foundSentence(f.addresses),
  );
  const socket = await step(
    "reach",
    () => reachServer(found, policy, stop),
    () => "It answers.",
  );
  open.close = () => socket.destroy();
  if (stop.aborted) open.close();
  const line = await step(
    "secure",
    () => secureLine(socket, found.host, target),
    (l) => l.sentence,
  );
  return step(
    "sign-in",
    async () => {
      const driver = await signIn(line, target, options);
      open.close = () => driver.destroy();
      return openSession(driver, line, target.port, options);
    },
    () => "The name and the password are right.",
  );
}

type Step = <T>(step: ConnectStep, run: () => Promise<T>, sentence: (value: T) => string) => Promise<T>;

function stepper(options: ClientOptions, stop: AbortSignal): Step {
  return async (step, run, sentence) => {
    const startedAt = performance.now();
    options.onStep?.({ step, state: "running" });
    const value = await run();
    stop.throwIfAborted();
    const durationMs = Math.round(performance.now() - startedAt);
    options.onStep?.({ step, state: "passed", sentence: sentence(value), durationMs });
    return value;
  };
}

/** Empty fields never reach the driver: it would fill them from PGUSER, PGDATABASE or the account that runs us. */
function checkTarget(target: Target): void {
  const missing = (["host", "user", "database"] as const).find((field) => target[field] === "");
  if (missing !== undefined) {
    throw new AppError(`usage.${missing}-missing`, `The ${MISSING_WORDS[missing]} is missing.`, {
      hint: "Copy the whole connection string again from your host's page, or fill in the field.",
      field: missing,
    });
  }
  const nul = (["host", "user", "database"] as const).find((field) => target[field].includes("\0"));
  if (nul !== undefined)
    throw new AppError("usage.unreadable", "There is a character in it that no name can hold.", { field: nul });
  if (!Number.isInteger(target.port) || target.port < 1 || target.port > 65_535) {
    throw new AppError("usage.port", "That port is not valid. Ports go from 1 to 65535.", {
      hint: "Most Postgres servers use 5432.",
      field: "port",
    });
  }
}

const MISSING_WORDS = { host: "server's address", user: "login's name", database: "database's name" };

function foundSentence(addresses: string[]): string {
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
