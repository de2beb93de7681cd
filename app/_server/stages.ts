import "server-only";
import type { CreateStages } from "../../lib/lifecycle/stages.ts";
import { stagesFor } from "../../lib/lifecycle/stages-for.ts";
import type { Target } from "../../lib/postgres/client.ts";

/** What a run of the wizard goes through beside plan and apply. */
export function stages(target: Target): CreateStages {
  return stagesFor(target);
}
