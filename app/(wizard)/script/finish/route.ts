import type { RunEvent } from "@/components/wizard/wire";
import { finishScript } from "../../../../lib/lifecycle/finish-script.ts";
import { streamAction } from "../../../_server/action.ts";
import { dialPolicy } from "../../../_server/env.ts";
import { type FinishOrder, finishInputSchema } from "../../../_server/inputs.ts";
import { publicScriptResult } from "../../../_server/run-result.ts";

/** After somebody ran the script: signs in as the role, proves it, and the role takes the browser's own password. */
export const POST = streamAction<FinishOrder, RunEvent>({
  who: "founder-or-link",
  schema: finishInputSchema,
  limit: { name: "script/finish", perMinute: 10 },
  maxBytes: 8_000_000,
  async run({ login, request, verifier }, send, signal) {
    const client = { signal, dial: dialPolicy() };
    const result = await finishScript(login, request, { verifier, client, onEvent: send });
    send({ type: "done", result: publicScriptResult(result) });
  },
  failed: (error) => ({ type: "failed", error, stands: "script" }),
});
