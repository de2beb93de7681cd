import type { PlanAnswer } from "@/components/wizard/wire";
import { plan } from "../../../../lib/plan/plan.ts";
import { planScripts } from "../../../../lib/plan/script.ts";
import { jsonAction } from "../../../_server/action.ts";
import { type PlanOrder, planInputSchema } from "../../../_server/inputs.ts";
import { surveyed } from "../../../_server/survey.ts";

/** What would be changed, statement by statement, and what needs a yes. Reads only. */
export const POST = jsonAction<PlanOrder, PlanAnswer>({
  who: "founder-or-link",
  schema: planInputSchema,
  limit: { name: "review/plan", perMinute: 30 },
  maxBytes: 8_000_000,
  async run({ target, request }, _signal, call) {
    const { snapshot, findings } = await surveyed(target, request, call);
    const { script, undoScript } = planScripts(request, snapshot, findings);
    return { plan: plan(request, snapshot, findings), script, undoScript };
  },
});
