import { useCallback, useEffect, useRef, useState } from "react";
import type { AppErrorJson } from "../../../lib/errors.ts";
import { asAppError, isAbort, postForEvents } from "../stream";
import type { CheckEvent, Look, Shown, StepId, TargetInput } from "../wire";

export const CHECK_STEPS = [
  { id: "find", name: "Find the server", running: "Looking up the name" },
  { id: "reach", name: "Reach it", running: "Waiting for an answer" },
  { id: "secure", name: "Secure it", running: "Agreeing on encryption" },
  { id: "sign-in", name: "Sign in", running: "Showing the password" },
  { id: "look", name: "Look around", running: "Reading what is there" },
] as const satisfies { id: StepId; name: string; running: string }[];

export type StepView =
  | { state: "waiting" }
  | { state: "running"; since: number; waking: boolean }
  | { state: "passed"; sentence: string; durationMs: number }
  | { state: "failed"; error: AppErrorJson; durationMs: number; shown?: Shown };

export type Check = {
  status: "idle" | "running" | "passed" | "failed";
  steps: Record<StepId, StepView>;
  /** A failure before the first step: the form, the limit, this app. */
  refused: AppErrorJson | null;
};

const WAITING: Check["steps"] = Object.fromEntries(CHECK_STEPS.map(({ id }) => [id, { state: "waiting" }])) as never;
const IDLE: Check = { status: "idle", steps: WAITING, refused: null };

/** POST /connect/check, step by step; `role`: the login that is looked for there, null: the usual one. One at a time: a new one ends the old one, leaving the screen ends it too. */
export function useCheck(role: string | null, onLooked: (look: Look) => void) {
  const [check, setCheck] = useState<Check>(IDLE);
  const stop = useRef<AbortController>(undefined);
  const asked = useRef({ role, onLooked });
  asked.current = { role, onLooked };
  useEffect(() => () => stop.current?.abort(), []);

  const reset = useCallback(() => {
    stop.current?.abort();
    setCheck(IDLE);
  }, []);

  const start = useCallback(async (target: TargetInput) => {
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    setCheck({ ...IDLE, status: "running" });
    try {
      const { role } = asked.current;
      const input = role === null ? target : { ...target, role };
      for await (const event of postForEvents<CheckEvent>("/connect/check", input, own.signal)) {
        if (own.signal.aborted) return;
        setCheck((before) => after(before, event));
        if (event.type === "looked") asked.current.onLooked(event.look);
      }
      setCheck((before) => (before.status === "running" ? { ...before, status: "failed", refused: cutOff() } : before));
    } catch (thrown) {
      if (own.signal.aborted || isAbort(thrown)) return;
      setCheck((before) => ({ ...before, status: "failed", refused: asAppError(thrown) }));
    }
  }, []);

  return { check, start, reset };
}

function after(before: Check, event: CheckEvent): Check {
  if (event.type === "looked") return { ...before, status: "passed" };
  const { step, type: _, ...view } = event;
  const status = view.state === "failed" ? "failed" : before.status;
  if (view.state !== "running") return { ...before, status, steps: { ...before.steps, [step]: view } };
  const waking = view.waking ?? false;
  // A database that wakes up is found and reached anew: the steps begin again.
  const steps = waking && step === "find" ? WAITING : before.steps;
  return { ...before, status, steps: { ...steps, [step]: { state: "running", since: Date.now(), waking } } };
}

function cutOff(): AppErrorJson {
  return asAppError({
    code: "internal.line-cut",
    message: "The line to this app was cut.",
    hint: "Nothing was changed. Check again.",
    detail: "The stream of /connect/check ended early.",
    sqlstate: null,
    field: null,
  });
}
