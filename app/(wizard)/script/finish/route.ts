import type { RunEvent } from "@/components/wizard/wire";
import { finishScript } from "../../../../lib/lifecycle/finish-script.ts";
import { reportRecorder } from "../../../../lib/report/recorder.ts";
import { streamAction } from "../../../_server/action.ts";
import { dialPolicy } from "../../../_server/env.ts";
import { type FinishOrder, finishInputSchema } from "../../../_server/inputs.ts";
import { rememberLogin } from "../../../_server/remember-login.ts";
import { reportOfScript } from "../../../_server/report.ts";
import { publicScriptResult } from "../../../_server/run-result.ts";

/** After somebody ran the script: signs in as the role, proves it, and the role takes the browser's own password. */
export const POST = streamAction<FinishOrder, RunEvent>({
  who: "founder-or-link",
  schema: finishInputSchema,
  limit: { name: "script/finish", perMinute: 10 },
  maxBytes: 8_000_000,
  async run({ login, request, verifier }, send, signal, { caller }) {
    const client = { signal, dial: dialPolicy(caller) };
    const recorder = reportRecorder();
    recorder.onRequest(request);
    const onEvent = (event: RunEvent) => {
      recorder.onEvent(event);
      send(event);
    };
    const result = await finishScript(login, request, { verifier, client, onEvent });
    await rememberLogin(caller, result, "verifier");
    send({ type: "done", result: publicScriptResult(result, reportOfScript(result, recorder, caller)) });
  },
  failed: (error) => ({ type: "failed", error, stands: "script" }),
});
