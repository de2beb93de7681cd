import { type Dispatch, useCallback, useRef } from "react";
import type { HandOffRecord } from "../../lib/hand-off/hand-off.types.ts";
import type { PlanRequest } from "../../lib/plan/request.ts";
import { linkStep } from "../hand-off/link-step";
import { recordAtWork } from "../hand-off/use-hand-off-in-wizard";
import { type BlindPassword, makeBlindPassword, type ScriptPasswords } from "./blind-password";
import { asAppError, postForEvents } from "./stream";
import type { FinishInput, RunEvent, RunInput, RunResult, ScriptAnswer, TargetInput } from "./wire";
import type { WizardAction } from "./wizard-state";

/** What a run needs of the wizard: to make the changes, or to finish a script that somebody ran. */
export type RunOrder =
  | ({ kind: "changes" } & Omit<RunInput, "verifier" | "sealTo">)
  | { kind: "script"; login: TargetInput; request: PlanRequest; passwords: ScriptPasswords; script: ScriptAnswer };

type Add = (event: RunEvent) => void;

/**
 * Sends the run, passes its events on in small batches and, when it is done, hands the role's password over. One run at
 * a time; it lives in the provider, so it survives moving between the screens.
 */
export function useRun(dispatch: Dispatch<WizardAction>, onPassword: (password: string | null) => void) {
  const busy = useRef(false);
  return useCallback(
    async (order: RunOrder, { signsIn, isNew }: { signsIn: boolean; isNew: boolean }) => {
      if (busy.current) return;
      busy.current = true;
      dispatch({ type: "run-started", signsIn });
      const batch = batched((events: RunEvent[]) => dispatch({ type: "run-events", events }));
      let ended = false;
      try {
        await linkStep("run");
        const done = order.kind === "script" ? await runScript(order, batch.add) : await runChanges(order, batch.add);
        ended = done !== null;
        if (done) onPassword(done.password);
      } catch (thrown) {
        const made = isNew ? "role-without-password" : "role";
        const stands = order.kind === "script" ? "script" : batch.committed() ? made : "nothing";
        batch.add({ type: "failed", error: asAppError(thrown), stands });
      } finally {
        // What the founder's timeline says must not hold anybody up.
        if (!ended) await linkStep(order.kind === "script" ? "wait" : "failed").catch(() => undefined);
        batch.flush();
        busy.current = false;
      }
    },
    [dispatch, onPassword],
  );
}

type Done = { password: string | null } | null;

async function runChanges(order: Extract<RunOrder, { kind: "changes" }>, add: Add): Promise<Done> {
  const { kind: _, ...own } = order;
  const hint = "Go back to Review: it shows what is left to do.";
  // In a hand-off the password was born in the founder's browser; what may stand here of it was signed there.
  const record = recordAtWork();
  const blind = await makeBlindPassword(own.request.role);
  const input: RunInput = { ...own, ...keysOf(record, blind) };
  const result = await follow("/apply/run", input, hint, add);
  return result && { password: record ? null : await passwordOf(result, blind) };
}

/** The server tells what it did; what the script did is known here. */
async function runScript(order: Extract<RunOrder, { kind: "script" }>, add: Add): Promise<Done> {
  const { login, request, passwords, script } = order;
  const record = recordAtWork();
  const input: FinishInput = { login, request, verifier: record?.verifier ?? passwords.verifier };
  const hint = "Press again. If the login is not known then, its password was swapped already: make the script again.";
  const result = await follow("/script/finish", input, hint, (event) => {
    if (event.type !== "done") return add(event);
    const { statements, uncovered } = script;
    const outcome = script.outcome === "create" ? "created" : "changed";
    const own = event.result.statements;
    add({ ...event, result: { ...event.result, outcome, statements: [...statements, ...own], uncovered } });
  });
  return result && { password: record ? null : passwords.password };
}

/** The founder's; where her link touches no password, of one that is made here and used for nothing. */
function keysOf(record: HandOffRecord | null, blind: BlindPassword): Pick<RunInput, "verifier" | "sealTo"> {
  const { verifier, sealTo } = blind;
  return { verifier: record?.verifier ?? verifier, sealTo: record?.sealTo ?? sealTo };
}

/** The result, or null when the run told of its failure itself. Throws when the stream ends without either. */
async function follow(path: string, input: unknown, hint: string, add: Add): Promise<RunResult | null> {
  for await (const event of postForEvents<RunEvent>(path, input)) {
    add(event);
    if (event.type === "done") return event.result;
    if (event.type === "failed") return null;
  }
  throw {
    code: "internal.line-cut",
    message: "The line to this app was cut while it was working.",
    hint,
    detail: `The stream of ${path} ended without a result.`,
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
