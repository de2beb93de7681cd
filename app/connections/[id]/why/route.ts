import { AppError } from "../../../../lib/errors.ts";
import { whyLoginIsLost } from "../../../../lib/lifecycle/lost-login.ts";
import type { DriftChange } from "../../../../lib/verify/drift.ts";
import { jsonAction } from "../../../_server/action.ts";
import { adminOf, earlierCheck, lifeOf } from "../../../_server/connection-life.ts";
import { type LifeOrder, lifeInputSchema } from "../../../_server/life-inputs.ts";

/** Why a login that worked is refused now: an admin looks, and changes nothing. */
export const POST = jsonAction<LifeOrder, { change: DriftChange }>({
  schema: lifeInputSchema,
  limit: { name: "connections/why", perMinute: 10 },
  maxBytes: 512_000,
  async run({ target }, _signal, call) {
    const life = await lifeOf(call);
    const before = await earlierCheck(life);
    if (before === null) throw notChecked();
    return { change: await whyLoginIsLost(adminOf(life, target), before, { client: life.options.client }) };
  },
});

function notChecked(): AppError {
  return new AppError("refused.not-checked", "There is no earlier check of this login to compare with.", {
    hint: "Check it once with its URL.",
  });
}
