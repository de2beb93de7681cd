import type { PlanAnswer } from "@/components/wizard/wire";
import { plan } from "../../../../lib/plan/plan.ts";
import { planScripts } from "../../../../lib/plan/script.ts";
import { withClient } from "../../../../lib/postgres/client.ts";
import { jsonAction } from "../../../_server/action.ts";
import { dialPolicy } from "../../../_server/env.ts";
import { type PlanOrder, planInputSchema } from "../../../_server/inputs.ts";
import { stages } from "../../../_server/stages.ts";

/** What would be changed, statement by statement, and what needs a yes. Reads only. */
export const POST = jsonAction<PlanOrder, PlanAnswer>({
  who: "founder-or-link",
  schema: planInputSchema,
  limit: { name: "review/plan", perMinute: 30 },
  maxBytes: 8_000_000,
  run({ target, request }, signal) {
    return withClient(target, { signal, dial: dialPolicy() }, async (client) => {
      const { snapshot, findings } = await stages(target).survey(client, request.role);
      const { script, undoScript } = planScripts(request, snapshot, findings);
      return { plan: plan(request, snapshot, findings), script, undoScript };
    });
  },
});
