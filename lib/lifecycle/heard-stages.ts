import type { Snapshot } from "../inspect/snapshot.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { CreateStages } from "./stages.ts";

/** Whoever wants to know what passes through the stages, and no more: see the report's recorder. */
export type StageListener = { onSnapshot(snapshot: Snapshot): void; onRequest(request: PlanRequest): void };

/** The same stages, heard. Of an attempt that is repeated the last is what was. */
export function heardStages(stages: CreateStages, listener: StageListener): CreateStages {
  return {
    async survey(client, role, wish) {
      const seen = await stages.survey(client, role, wish);
      listener.onSnapshot(seen.snapshot);
      return seen;
    },
    verify(input) {
      listener.onRequest(input.request);
      return stages.verify(input);
    },
  };
}
