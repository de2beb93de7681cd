import type { CheckEvent } from "@/components/wizard/wire";
import { AppError } from "../../../../lib/errors.ts";
import { inspect } from "../../../../lib/inspect/inspect.ts";
import { DEFAULT_ROLE, lookFrom } from "../../../../lib/plan/look.ts";
import { refuseServer } from "../../../../lib/plan/refuse.ts";
import type { Client, Target } from "../../../../lib/postgres/client.ts";
import { connectInSteps } from "../../../../lib/postgres/connect-steps.ts";
import { streamAction } from "../../../_server/action.ts";
import { dialPolicy, env } from "../../../_server/env.ts";
import { type LookOrder, lookInputSchema } from "../../../_server/inputs.ts";

/** A look at the largest catalog we know takes seconds. */
const CHECK_MS = 180_000;

/** Five steps, told as they happen, then what there is to share. Reads only. */
export const POST = streamAction<LookOrder, CheckEvent>({
  who: "founder-or-link",
  schema: lookInputSchema,
  limit: { name: "connect/check", perMinute: 30 },
  maxBytes: 512_000,
  async run({ target, role }, send, signal, { caller }) {
    try {
      const ourAddress = env().OUTGOING_ADDRESS ?? null;
      const options = { signal, dial: dialPolicy(caller), ourAddress, sessionTimeoutMs: CHECK_MS };
      const look = await connectInSteps(target, options, send, (client) =>
        lookAround(client, target, role ?? DEFAULT_ROLE),
      );
      send({ type: "looked", look });
    } catch (thrown) {
      // A step that failed has been told already.
      if (!(thrown instanceof AppError)) throw thrown;
    }
  },
  failed: (error) => ({ type: "step", step: "look", state: "failed", durationMs: 0, error }),
});

async function lookAround(client: Client, target: Target, role: string) {
  const snapshot = await inspect(client, { role, host: target.host });
  refuseServer(snapshot);
  const look = lookFrom(snapshot, client.info.tls, role);
  const makes = look.admin.superuser || look.admin.createRole;
  const [as] = look.actAs;
  const sentence = makes
    ? "This login may make other logins."
    : as === undefined
      ? "This login may not make other logins."
      : `This login may make other logins, as ${as}.`;
  return { value: look, sentence };
}
