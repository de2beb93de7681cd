import type { OwnLoginEvent } from "@/components/hand-off/view.types";
import type { Target } from "../../../../lib/postgres/client.ts";
import { reportRecorder } from "../../../../lib/report/recorder.ts";
import type { VerifyEvent } from "../../../../lib/verify/verification.ts";
import { verify } from "../../../../lib/verify/verify.ts";
import { streamAction } from "../../../_server/action.ts";
import { dialPolicy } from "../../../_server/env.ts";
import { targetSchema } from "../../../_server/inputs.ts";
import { reportOfLogin } from "../../../_server/report.ts";

/** "I already have a login": signs in with it, once, and tries everything. Changes nothing and keeps nothing of it. */
export const POST = streamAction<Target, OwnLoginEvent>({
  who: "founder-or-link",
  schema: targetSchema,
  limit: { name: "h/own-login", perMinute: 10 },
  maxBytes: 512_000,
  async run(login, send, signal, { caller }) {
    const recorder = reportRecorder();
    const onEvent = (event: VerifyEvent) => {
      recorder.onEvent(event);
      send(event);
    };
    const verification = await verify(login, { scope: null, client: { signal, dial: dialPolicy(caller) }, onEvent });
    send({ type: "report", report: reportOfLogin(verification, recorder) });
  },
  failed: (error) => ({ type: "failed", error }),
});
