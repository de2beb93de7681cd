import { type Dispatch, useCallback, useRef } from "react";
import type { PlanRequest } from "../../lib/plan/request.ts";
import { type BlindPassword, makeBlindPassword } from "./blind-password";
import { asAppError, postForEvents } from "./stream";
import type { RunEvent, RunInput, RunResult, TargetInput } from "./wire";
import type { WizardAction } from "./wizard-state";

/** What the run needs of the wizard. */
export type RunOrder = { target: TargetInput; request: PlanRequest; fingerprint: string };

/**
 * Makes the role's password, sends the run, passes its events on in small batches and, when it is done, hands the
 * password over. One run at a time; it lives in the provider, so it survives moving between the screens.
 */
export function useRun(dispatch: Dispatch<WizardAction>, onPassword: (password: string | null) => void) {
  const busy = useRef(false);
  return useCallback(
    async (order: RunOrder) => {
      if (busy.current) return;
      busy.current = true;
      dispatch({ type: "run-started" });
      const batch = batched((events: RunEvent[]) => dispatch({ type: "run-events", events }));
      try {
        const blind = await makeBlindPassword(order.request.role);
        const result = await follow(runInput(order, blind), batch.add);
        if (result) onPassword(await passwordOf(result, blind));
      } catch (thrown) {
        batch.add({ type: "failed", error: asAppError(thrown), stands: batch.committed() ? UNFINISHED : "nothing" });
      } finally {
        batch.flush();
        busy.current = false;
      }
    },
    [dispatch, onPassword],
  );
}

const UNFINISHED = "role-without-password";

function runInput({ target, request, fingerprint }: RunOrder, blind: BlindPassword): RunInput {
  return { target, request, fingerprint, verifier: blind.verifier, sealTo: blind.sealTo };
}

/** The result, or null when the run told of its failure itself. Throws when the stream ends without either. */
async function follow(input: RunInput, add: (event: RunEvent) => void): Promise<RunResult | null> {
  for await (const event of postForEvents<RunEvent>("/apply/run", input)) {
    add(event);
    if (event.type === "done") return event.result;
    if (event.type === "failed") return null;
  }
  throw {
    code: "internal.line-cut",
    message: "The line to this app was cut while it was working.",
    hint: "Go back to Review: it shows what is left to do.",
    detail: "The stream of /apply/run ended without a result.",
    sqlstate: null,
    field: null,
  };
}

async function passwordOf(result: RunResult, blind: BlindPassword): Promise<string | null> {
  if (result.passwordMode === "unchanged") return null;
  if (result.passwordMode === "verifier") return blind.password;
  return result.sealedPassword === null ? null : blind.unseal(result.sealedPassword);
}

/** Thousands of answers come in a second: they are handed on at most twenty times a second. */
function batched(hand: (events: RunEvent[]) => void) {
  let waiting: RunEvent[] = [];
  let committed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) hand(waiting);
    waiting = [];
  }
  function add(event: RunEvent) {
    if (event.type === "apply.committed") committed = true;
    waiting.push(event);
    timer ??= setTimeout(flush, 50);
  }
  return { add, flush, committed: () => committed };
}
