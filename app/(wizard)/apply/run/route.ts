import type { RunEvent } from "@/components/wizard/wire";
import { AppError } from "../../../../lib/errors.ts";
import { create } from "../../../../lib/lifecycle/create.ts";
import { heardStages } from "../../../../lib/lifecycle/heard-stages.ts";
import { RunError } from "../../../../lib/lifecycle/run-error.ts";
import type { CreateStages } from "../../../../lib/lifecycle/stages.ts";
import { reportRecorder } from "../../../../lib/report/recorder.ts";
import { streamAction } from "../../../_server/action.ts";
import { dialPolicy } from "../../../_server/env.ts";
import { type RunOrder, runInputSchema } from "../../../_server/inputs.ts";
import { rememberLogin } from "../../../_server/remember-login.ts";
import { reportOfForm } from "../../../_server/report.ts";
import { publicResult } from "../../../_server/run-result.ts";
import { stages } from "../../../_server/stages.ts";

/** The whole job, told as it happens: plan again, one transaction, proof, the browser's own password. */
export const POST = streamAction<RunOrder, RunEvent>({
  who: "founder-or-link",
  schema: runInputSchema,
  limit: { name: "apply/run", perMinute: 10 },
  maxBytes: 8_000_000,
  async run({ target, request, sealTo, ...order }, send, signal, { caller }) {
    const client = { signal, dial: dialPolicy(caller) };
    const recorder = reportRecorder();
    const onEvent = (event: RunEvent) => {
      recorder.onEvent(event);
      send(event);
    };
    const own = stoppable(heardStages(stages(target, client), recorder), signal);
    const result = await create(target, request, { ...order, client, stages: own, onEvent });
    await rememberLogin(caller, result, result.passwordMode);
    const report = reportOfForm(result, recorder, { by: target.user, actingAs: request.actAs ?? null, caller });
    send({ type: "done", result: await publicResult(result, sealTo, report) });
  },
  failed: (error, thrown) => ({
    type: "failed",
    error,
    stands: thrown instanceof RunError ? thrown.stands : "nothing",
  }),
});

/**
 * Nobody listens any more: before the first change the job stops. After it, it goes on to its end, so that nothing is
 * left half done.
 */
function stoppable(all: CreateStages, signal: AbortSignal): CreateStages {
  return {
    ...all,
    survey(client, role, onSnapshot) {
      if (signal.aborted) throw new AppError("connect.cancelled", "Stopped before anything was changed.");
      return all.survey(client, role, onSnapshot);
    },
  };
}
