import type { AppErrorJson } from "../../../../lib/errors.ts";
import type { Target } from "../../../../lib/postgres/client.ts";
import type { VerifyEvent } from "../../../../lib/verify/verification.ts";
import { verify } from "../../../../lib/verify/verify.ts";
import { streamAction } from "../../../_server/action.ts";
import { dialPolicy } from "../../../_server/env.ts";
import { targetSchema } from "../../../_server/inputs.ts";

/** "I already have a login": signs in with it, once, and tries everything. Changes nothing and keeps nothing of it. */
export const POST = streamAction<Target, VerifyEvent | { type: "failed"; error: AppErrorJson }>({
  who: "founder-or-link",
  schema: targetSchema,
  limit: { name: "h/own-login", perMinute: 10 },
  maxBytes: 512_000,
  async run(login, send, signal) {
    await verify(login, { scope: null, client: { signal, dial: dialPolicy() }, onEvent: send });
  },
  failed: (error) => ({ type: "failed", error }),
});
