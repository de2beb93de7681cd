import type { ScriptAnswer } from "@/components/wizard/wire";
import { AppError } from "../../../../lib/errors.ts";
import { planScripts } from "../../../../lib/plan/script.ts";
import { providerById } from "../../../../lib/postgres/providers.ts";
import { jsonAction } from "../../../_server/action.ts";
import { type ScriptOrder, scriptInputSchema } from "../../../_server/inputs.ts";
import { withoutSecrets } from "../../../_server/run-result.ts";
import { surveyed } from "../../../_server/survey.ts";

/** What would be changed, as a script for somebody to run: it is shown in full before anybody does. Reads only. */
export const POST = jsonAction<ScriptOrder, ScriptAnswer>({
  who: "founder-or-link",
  schema: scriptInputSchema,
  limit: { name: "review/script", perMinute: 30 },
  maxBytes: 8_000_000,
  async run({ target, request, verifier, newPassword }, _signal, call) {
    const { snapshot, findings } = await surveyed(target, request, call);
    if (providerById(snapshot.server.provider)?.verifiers === "refused") throw verifiersRefused();
    const scripts = planScripts(request, snapshot, findings, verifier, newPassword);
    return { ...scripts, statements: scripts.statements.map((sql) => withoutSecrets(sql, null)) };
  },
});

function verifiersRefused(): AppError {
  return new AppError("refused.script-way", "Your host wants the password itself, so a script cannot hold it.", {
    hint: "Go back and let this app make the changes.",
    detail: "The host refuses SCRAM verifiers in CREATE ROLE … PASSWORD.",
  });
}
