import type { Finding } from "../audit/finding.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import { type Change, change } from "../statements/change.ts";
import type { ObjectRef } from "../statements/statement.ts";
import type { HazardCode } from "./hazard-codes.ts";
import type { Hazard, Uncovered } from "./plan.ts";
import { DIRECT, type WayChange } from "./power.ts";
import { type PublicStep, publicGrantor, publicSteps, TABLES } from "./public-ways.ts";
import type { PlanRequest } from "./request.ts";

export type HazardsPart = { hazards: Hazard[]; changes: WayChange[]; uncovered: Uncovered[] };

/**
 * Findings that only taking something from PUBLIC closes, each a question with its price. Off until accepted; an
 * accepted one that this admin cannot carry out (REVOKE would only warn, 01006) is uncovered.
 */
export function hazardsOf(request: PlanRequest, snapshot: Snapshot, findings: readonly Finding[]): HazardsPart {
  const part: HazardsPart = { hazards: [], changes: [], uncovered: [] };
  for (const finding of findings) {
    const { closing, object } = finding;
    if (closing === null || closing.statements.length === 0) continue;
    if (object?.database && object.database !== snapshot.database.name) continue;
    const steps = publicSteps(snapshot, finding, closing);
    if (steps === null) {
      part.uncovered.push(notRevocable(snapshot, finding));
      continue;
    }
    const hazard = asHazard(request, finding, closing, steps);
    part.hazards.push(hazard);
    if (hazard.accepted) part.changes.push(...asChanges(steps, givenBack(request, hazard)));
  }
  return part;
}

function asHazard(
  request: PlanRequest,
  finding: Finding,
  closing: NonNullable<Finding["closing"]>,
  steps: readonly PublicStep[],
): Hazard {
  const code = codeOf(finding);
  const key = finding.object === null ? code : `${code}:${nameOf(finding.object)}`;
  return {
    code,
    object: finding.object,
    key,
    sentence: finding.title,
    detail: finding.detail,
    weight: finding.class === "write" ? "write" : "optional",
    statements: steps.flatMap((step) => step.statements),
    undo: steps.flatMap((step) => step.undo),
    // A login that is there already loses it, too: that is what is wanted.
    affects: closing.losers.filter((one) => one.role !== request.role),
    accepted: request.accept.includes(code) || request.accept.includes(key),
  };
}

function nameOf(object: ObjectRef): string {
  const name = object.schema === null ? object.name : `${object.schema}.${object.name}`;
  return object.signature === null ? name : `${name}(${object.signature})`;
}

/** By the object and the privilege, so that a new rule of the audit falls into the right drawer by itself. */
export function codeOf({ object, privilege }: Finding): HazardCode {
  if (object === null) return "public-other";
  if (TABLES.has(object.type)) return "public-table-write";
  if (object.type === "sequence") return "public-sequence-write";
  if (object.type === "routine") return "public-routine-execute";
  if (object.type === "large-object") return "public-large-objects";
  if (object.type === "default-privileges") return "public-default-privileges";
  if (object.type === "schema" && privilege === "CREATE") return "public-schema-create";
  if (object.type === "database" && privilege === "CREATE") return "public-database-create";
  if (object.type === "database" && privilege?.startsWith("TEMP")) return "public-temporary";
  return "public-other";
}

function notRevocable(snapshot: Snapshot, finding: Finding): Uncovered {
  return {
    kind: "public",
    object: finding.object as ObjectRef,
    owner: publicGrantor(snapshot, finding),
    reason: `${snapshot.admin.name} is not the grantor: its REVOKE would only warn (01006) and take nothing.`,
    remedy: finding.remedy ?? (finding.closing?.statements ?? []).map((s) => `${s.sql};`).join("\n"),
  };
}

/** The roles that were chosen to keep the right, each with its own GRANT. */
function givenBack(request: PlanRequest, hazard: Hazard): Change[] {
  const chosen = request.giveBack[hazard.key] ?? [];
  return hazard.affects.flatMap(({ role, giveBack, takeBack }) =>
    chosen.includes(role) && giveBack !== null ? [change(giveBack, ...(takeBack ? [takeBack] : []))] : [],
  );
}

function asChanges(steps: readonly PublicStep[], given: readonly Change[]): WayChange[] {
  // The first one carries the whole undo of its step, so that each statement is taken back exactly once.
  const taken = steps.flatMap(({ way, statements, undo }) =>
    statements.map((statement, i) => ({ way, change: change(statement, ...(i === 0 ? undo : [])) })),
  );
  const way = steps.find((step) => step.way.kind === "direct")?.way ?? steps[0]?.way ?? DIRECT;
  return [...taken, ...given.map((back) => ({ way, change: back }))];
}

/** A role that somebody else made: taking it over means that all it holds beyond the request is taken from it. */
export function adoptHazard(request: PlanRequest, snapshot: Snapshot, taken: readonly WayChange[]): Hazard[] {
  const { role, memberships } = snapshot;
  if (role === null || role.marker !== null) return [];
  const groups = memberships.filter((m) => m.member === role.name).map((m) => m.role);
  const statements = taken.map((t) => t.change.statement);
  return [
    {
      code: "adopt-role",
      object: { type: "role", schema: null, name: role.name, column: null, signature: null, database: null },
      key: `adopt-role:${role.name}`,
      sentence: `The login ${role.name} was made by somebody else. Yes takes it over and takes from it what was not chosen.`,
      detail: `Its password stays. Attributes: ${attributesOf(role)}. Member of: ${groups.join(", ") || "none"}. ${statements.length} statements take rights of its own from it.`,
      weight: "write",
      statements,
      undo: taken.toReversed().flatMap((t) => t.change.undo),
      affects: [],
      accepted: request.adopt || request.accept.some((a) => a === "adopt-role" || a === `adopt-role:${role.name}`),
    },
  ];
}

function attributesOf(role: NonNullable<Snapshot["role"]>): string {
  const words = [
    role.login && "LOGIN",
    role.superuser && "SUPERUSER",
    role.createRole && "CREATEROLE",
    role.createDb && "CREATEDB",
    role.replication && "REPLICATION",
    role.bypassRls && "BYPASSRLS",
  ].filter(Boolean);
  return words.join(", ") || "none";
}
