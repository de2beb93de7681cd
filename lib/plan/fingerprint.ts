import { createHash } from "node:crypto";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { PlanSteps } from "./plan.ts";
import type { PlanRequest } from "./request.ts";

/**
 * sha256 (hex) over the request, what the plan will do (as it is shown, without passwords) and the identity of what it
 * does it to. A table that was dropped and made again under the same name is another one. Row estimates, tables that
 * were not asked for and questions that were not answered with yes do not count: they change all the time.
 */
export function fingerprintOf(request: PlanRequest, snapshot: Snapshot, steps: PlanSteps): string {
  const text = JSON.stringify({ ...factsOf(request, snapshot), ...doneBy(steps) });
  return createHash("sha256").update(text).digest("hex");
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

function doneBy(plan: PlanSteps) {
  return {
    outcome: plan.outcome,
    statements: withoutPasswords(plan).map((s) => s.sql),
    undo: plan.undo.map((s) => s.sql),
    accepted: plan.hazards.filter((h) => h.accepted).map((h) => h.key),
    uncovered: plan.uncovered.map((u) => [u.kind, u.object, u.remedy]),
  };
}

/** What is shown and what is run differ in nothing but the first statement's password. */
function withoutPasswords(plan: PlanSteps): PlanSteps["statements"] {
  return plan.statements.filter((s) => s.kind !== "role" && s.kind !== "comment");
}
