import type { NewRelation } from "../inspect/aftermath.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { Uncovered } from "../plan/plan.ts";
import { TYPES } from "../plan/relations.ts";
import type { PlanRequest } from "../plan/request.ts";
import { grantSelect } from "../statements/grant.ts";
import { objectRef } from "../statements/statement.ts";

/** What to look for after the change: relations that the look before it did not see, where later ones are to be shared. */
export function meanwhileOf(request: PlanRequest, before: Snapshot): { schemas: string[]; known: number[] } {
  return {
    schemas: request.schemas.filter((s) => s.future).map((s) => s.name),
    known: before.relations.map((r) => r.oid),
  };
}

/**
 * Relations that came into being while the plan was made and run, in schemas where later ones are to be readable, and
 * that the role cannot read: neither the look saw them (their transaction was open) nor did the default privileges,
 * which came after them. The next run covers them. Pure, over what inspectAftermath found.
 */
export function madeMeanwhile(role: string, unread: readonly NewRelation[]): Uncovered[] {
  return unread.map(({ schema, name, owner, kind }) => ({
    kind: "relation",
    object: objectRef(TYPES[kind], name, { schema }),
    owner,
    reason: "It was made while this ran, in a transaction that nobody else could see yet. Run it again to share it.",
    remedy: `${grantSelect(role, [{ schema, name }]).sql};`,
  }));
}
