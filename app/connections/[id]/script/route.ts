import { lifeScript } from "../../../../lib/lifecycle/life-script.ts";
import { jsonAction } from "../../../_server/action.ts";
import { adminOf, lifeOf } from "../../../_server/connection-life.ts";
import { type LifeScriptOrder, lifeScriptInputSchema } from "../../../_server/life-inputs.ts";

/** What would be done, as a psql script for this admin. Changes nothing. */
export const POST = jsonAction<LifeScriptOrder, { script: string }>({
  schema: lifeScriptInputSchema,
  limit: { name: "connections/script", perMinute: 20 },
  maxBytes: 512_000,
  async run({ target, act }, _signal, call) {
    const life = await lifeOf(call);
    return { script: await lifeScript(adminOf(life, target), life.options, act) };
  },
});
