import { lifeScript } from "../../../../lib/lifecycle/life-script.ts";
import { jsonAction } from "../../../_server/action.ts";
import { type LinkLifeScriptOrder, linkLifeScriptSchema, linkTarget } from "../../../_server/link-life-inputs.ts";

/** What would be done, as a psql script for this admin. Reads the catalog, changes nothing. */
export const POST = jsonAction<LinkLifeScriptOrder, { script: string }>({
  who: "founder-or-link",
  schema: linkLifeScriptSchema,
  limit: { name: "h/life-script", perMinute: 20 },
  maxBytes: 512_000,
  async run(order, _signal, { caller }) {
    const { target, options } = linkTarget(caller, order);
    return { script: await lifeScript(target, options, options.act) };
  },
});
