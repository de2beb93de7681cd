import "server-only";
import type { CreateStages } from "../../lib/lifecycle/stages.ts";
import { stagesFor } from "../../lib/lifecycle/stages-for.ts";
import type { ClientOptions, Target } from "../../lib/postgres/client.ts";

/** What a run of the wizard goes through beside plan and apply. */
export function stages(target: Target, options: ClientOptions): CreateStages {
  return stagesFor(target, options);
}
