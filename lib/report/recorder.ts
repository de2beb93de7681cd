import type { Snapshot } from "../inspect/snapshot.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { RelationRights, WayAround } from "../verify/verification.ts";

/** What a report needs and no result holds: it is told while the work goes on. */
export type Recorded = {
  rights: readonly RelationRights[];
  ways: ReadonlyMap<WayAround["id"], WayAround>;
  /** null: no admin looked. */
  snapshot: Snapshot | null;
  /** What was asked for in the end; null where an existing login was checked. */
  request: PlanRequest | null;
};

export type ReportRecorder = ReturnType<typeof reportRecorder>;

/** Those events that are recorded; every other one is let pass. */
type Told = { type: string; relations?: readonly RelationRights[]; way?: WayAround };

/** Listens beside whoever else does. What is told again (an attempt that was repeated) takes the place of the former. */
export function reportRecorder() {
  let rights: readonly RelationRights[] = [];
  let snapshot: Snapshot | null = null;
  let request: PlanRequest | null = null;
  const ways = new Map<WayAround["id"], WayAround>();
  return {
    onEvent({ type, relations, way }: Told): void {
      if (type === "verify.catalog" && relations) rights = relations;
      if (type === "verify.way" && way) ways.set(way.id, way);
    },
    onSnapshot(seen: Snapshot): void {
      snapshot = seen;
    },
    onRequest(asked: PlanRequest): void {
      request = asked;
    },
    recorded: (): Recorded => ({ rights, ways, snapshot, request }),
  };
}
