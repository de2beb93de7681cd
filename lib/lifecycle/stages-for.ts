import { setImmediate } from "node:timers/promises";
import { beginInspect } from "../inspect/inspect.ts";
import type { Target } from "../postgres/client.ts";
import { publicFindings } from "../verify/public-findings.ts";
import { verifyRequest } from "../verify/verify-request.ts";
import type { CreateStages } from "./stages.ts";

/** The stages of a run at this address: both ways in, the wizard and the command line, go through these. */
export function stagesFor({ host }: Target): CreateStages {
  return {
    async survey(client, role) {
      const assembled = await beginInspect(client, { role, host });
      // What PUBLIC alone can do: a role that is still to be made can do that, too.
      const findings = publicFindings(client);
      // The question is on its way before the rows of a large database are put in order here, which takes as long.
      const [snapshot] = await Promise.all([setImmediate().then(assembled), findings]);
      return { snapshot, findings: await findings };
    },
    verify: verifyRequest,
  };
}
