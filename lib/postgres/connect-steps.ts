import type { AppErrorJson } from "../errors.ts";
import { type Client, type ClientOptions, type ConnectStep, type Target, withClient } from "./client.ts";
import { explainError } from "./explain.ts";
import { type Shown, UntrustedError } from "./untrusted.ts";

export type VisibleStep = ConnectStep | "look";

/** What a person sees of a check: each step starts, then passes or fails, with its time. */
export type VisibleStepEvent =
  | { type: "step"; step: VisibleStep; state: "running"; waking?: boolean }
  | { type: "step"; step: VisibleStep; state: "passed"; sentence: string; durationMs: number }
  | {
      type: "step";
      step: VisibleStep;
      state: "failed";
      durationMs: number;
      error: AppErrorJson;
      /** What the other end showed of itself, where it was not believed. */
      shown?: Shown;
    };

/**
 * Find → reach → secure → sign in, then the caller's look around, each told as it happens. Gives what `work` gave.
 * After a step has failed, and was told so, throws its AppError; no session stays open.
 */
export async function connectInSteps<T>(
  target: Target,
  options: Omit<ClientOptions, "onStep">,
  onStep: (event: VisibleStepEvent) => void,
  work: (client: Client) => Promise<{ value: T; sentence: string }>,
): Promise<T> {
  let current: VisibleStep = "find";
  let startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  const start = (step: VisibleStep, waking = false) => {
    current = step;
    startedAt = performance.now();
    onStep({ type: "step", step, state: "running", ...(waking ? { waking } : {}) });
  };
  try {
    return await withClient(
      target,
      {
        ...options,
        onStep: (event) =>
          event.state === "running" ? start(event.step, event.waking) : onStep({ type: "step", ...event }),
      },
      async (client) => {
        start("look");
        const { value, sentence } = await work(client);
        onStep({ type: "step", step: "look", state: "passed", sentence, durationMs: elapsed() });
        return value;
      },
    );
  } catch (error) {
    const { host, port, user, database } = target;
    const failure = explainError(error, { host, port, user, database, ourAddress: options.ourAddress ?? null });
    const shown = failure instanceof UntrustedError ? { shown: failure.shown } : {};
    onStep({ type: "step", step: current, state: "failed", durationMs: elapsed(), error: failure.toJSON(), ...shown });
    throw failure;
  }
}
