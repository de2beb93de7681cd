import { inspect } from "../inspect/inspect.ts";
import type { Target } from "../postgres/client.ts";
import { publicFindings } from "../verify/public-findings.ts";
import { verifyRequest } from "../verify/verify-request.ts";
import type { CreateStages } from "./stages.ts";

/** The stages of a run at this address: both ways in, the wizard and the command line, go through these. */
export function stagesFor({ host }: Target): CreateStages {
  return {
    async survey(client, role) {
      const snapshot = await inspect(client, { role, host });
      // What PUBLIC alone can do: a role that is still to be made can do that, too.
      return { snapshot, findings: await publicFindings(client) };
    },
    verify: verifyRequest,
  };
}
