import { createHash } from "node:crypto";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { Plan } from "./plan.ts";
import type { PlanRequest } from "./request.ts";

/**
 * sha256 (hex) over the request, what the plan will do (as it is shown, without passwords) and the identity of what it
 * does it to. A table that was dropped and made again under the same name is another one. Row estimates, tables that
 * were not asked for and questions that were not answered with yes do not count: they change all the time.
 * What is known before the plan is hashed at once; the two pieces are one JSON object.
 */
export function beginFingerprint(
  request: PlanRequest,
  snapshot: Snapshot,
): (plan: Omit<Plan, "fingerprint">) => string {
  const facts = JSON.stringify(factsOf(request, snapshot));
  const begun = createHash("sha256").update(facts.slice(0, -1));
  return (plan) =>
    begun
      .copy()
      .update(`,${JSON.stringify(doneBy(plan)).slice(1)}`)
      .digest("hex");
}

function factsOf(request: PlanRequest, snapshot: Snapshot) {
  const names = new Map(request.schemas.map((s) => [s.name, new Set(s.relations.map((r) => r.name))]));
  return {
    request,
    server: Math.floor(snapshot.server.versionNum / 10_000),
    database: [snapshot.database.oid, snapshot.database.name],
    admin: [snapshot.admin.oid, snapshot.admin.name, snapshot.admin.superuser],
    role: snapshot.role === null ? null : [snapshot.role.oid, snapshot.role.marker],
    schemas: snapshot.schemas.filter((s) => names.has(s.name)).map((s) => [s.name, s.oid]),
    relations: snapshot.relations
      .filter((r) => names.get(r.schema)?.has(r.name))
      .map((r) => [r.schema, r.name, r.oid, r.kind, r.rowSecurity]),
  };
}

function doneBy(plan: Omit<Plan, "fingerprint">) {
  return {
    outcome: plan.outcome,
    statements: withoutPasswords(plan).map((s) => s.sql),
    undo: plan.undo.map((s) => s.sql),
    accepted: plan.hazards.filter((h) => h.accepted).map((h) => h.key),
    uncovered: plan.uncovered.map((u) => [u.kind, u.object, u.remedy]),
  };
}

/** What is shown and what is run differ in nothing but the first statement's password. */
function withoutPasswords(plan: Omit<Plan, "fingerprint">): Plan["statements"] {
  return plan.statements.filter((s) => s.kind !== "role" && s.kind !== "comment");
}
