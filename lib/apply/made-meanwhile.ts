import type { RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import type { Uncovered } from "../plan/plan.ts";
import { inheritedBy } from "../plan/power.ts";
import { TYPES } from "../plan/relations.ts";
import type { PlanRequest } from "../plan/request.ts";
import { grantSelect } from "../statements/grant.ts";
import { objectRef } from "../statements/statement.ts";

/**
 * Relations that came into being while the plan was made and run, in schemas where later ones are to be readable, and
 * that the role cannot read: neither the look saw them (their transaction was open) nor did the default privileges,
 * which came after them. The next run covers them. Pure, over the facts before and after.
 */
export function madeMeanwhile(request: PlanRequest, before: Snapshot, after: Snapshot): Uncovered[] {
  const later = new Set(request.schemas.filter((s) => s.future).map((s) => s.name));
  const known = new Set(before.relations.map((r) => r.oid));
  const readers = inheritedBy(after, request.role);
  return after.relations
    .filter((r) => later.has(r.schema) && !known.has(r.oid) && r.partitionRoot === null && r.extension === null)
    .filter((r) => !r.acl.some((a) => a.privilege === "SELECT" && (a.grantee === null || readers.has(a.grantee))))
    .map((r) => missed(request.role, r));
}

function missed(role: string, { schema, name, owner, kind }: RelationFacts): Uncovered {
  return {
    kind: "relation",
    object: objectRef(TYPES[kind], name, { schema }),
    owner,
    reason: "It was made while this ran, in a transaction that nobody else could see yet. Run it again to share it.",
    remedy: `${grantSelect(role, [{ schema, name }]).sql};`,
  };
}
