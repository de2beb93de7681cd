import type { RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import { type Change, change } from "../statements/change.ts";
import { bypassRowSecurity } from "../statements/role.ts";
import { createReadPolicy, dropReadPolicy } from "../statements/row-rules.ts";
import { objectRef } from "../statements/statement.ts";
import type { Hazard, Uncovered } from "./plan.ts";
import { canOpen, DIRECT, inBrackets, inheritedBy, type WayChange, wayTo } from "./power.ts";
import type { PlanRequest } from "./request.ts";

export type RowRulesPart = { changes: WayChange[]; hazards: Hazard[]; uncovered: Uncovered[] };

/** What to do about chosen tables whose row security would hide rows from the role: a policy each, BYPASSRLS, or nothing. */
export function rowRules(request: PlanRequest, snapshot: Snapshot, readable: readonly RelationFacts[]): RowRulesPart {
  const filtered = readable.filter((relation) => filters(request.role, snapshot, relation));
  if (filtered.length === 0) return { changes: [], hazards: [], uncovered: [] };
  const policy = policies(request.role, snapshot, filtered);
  const bypass = mayBypass(snapshot)
    ? [change(bypassRowSecurity(request.role, true), bypassRowSecurity(request.role, false))]
    : [];
  const choice = chosenMeans(request);
  const hazards = [
    ...(policy.changes.length > 0 ? [policyHazard(snapshot, policy, filtered, choice === "policy")] : []),
    ...(bypass.length > 0 ? [bypassHazard(bypass, filtered, choice === "bypass")] : []),
  ];
  if (choice === "policy") return { changes: policy.changes, hazards, uncovered: policy.uncovered };
  if (choice === "keep") return { changes: [], hazards, uncovered: [] };
  const uncovered = bypass.length > 0 ? [] : filtered.map((r) => notBypassable(request.role, r));
  return { changes: bypass.map((c) => ({ way: DIRECT, change: c })), hazards, uncovered };
}

function chosenMeans(request: PlanRequest): PlanRequest["rowRules"] {
  if (request.accept.includes("row-rules-policy")) return "policy";
  if (request.accept.includes("row-rules-bypass")) return "bypass";
  return request.rowRules;
}

/** Row security holds for the role, and no permissive `USING (true)` policy of its own or PUBLIC's lets all rows through. */
function filters(role: string, snapshot: Snapshot, relation: RelationFacts): boolean {
  if (!relation.rowSecurity || snapshot.role?.bypassRls || snapshot.role?.superuser) return false;
  const readers = inheritedBy(snapshot, role);
  if (!relation.forceRowSecurity && readers.has(relation.owner)) return false;
  const open = relation.policies.some(
    (p) =>
      p.permissive &&
      (p.command === "r" || p.command === "*") &&
      p.using === "true" &&
      p.roles.some((r) => r === null || readers.has(r)),
  );
  return !open;
}

function policies(role: string, snapshot: Snapshot, filtered: readonly RelationFacts[]) {
  const changes: WayChange[] = [];
  const uncovered: Uncovered[] = [];
  for (const relation of filtered) {
    const way = wayTo(snapshot, relation.owner);
    const taken = relation.policies.some((p) => p.name === role);
    if (way !== null && canOpen(snapshot, way, relation.schema) && !taken) {
      changes.push({ way, change: change(createReadPolicy(role, relation), dropReadPolicy(role, relation)) });
    } else uncovered.push(noPolicy(role, relation, taken));
  }
  return { changes, uncovered };
}

function noPolicy(role: string, relation: RelationFacts, taken: boolean): Uncovered {
  return {
    kind: "row-rules",
    object: objectRef("table", relation.name, { schema: relation.schema }),
    owner: relation.owner,
    reason: taken
      ? "A policy of this name is there already and filters."
      : "CREATE POLICY is for the table's owner only.",
    remedy: taken ? "" : `${createReadPolicy(role, relation).sql};`,
  };
}

function notBypassable(role: string, relation: RelationFacts): Uncovered {
  return {
    kind: "row-rules",
    object: objectRef("table", relation.name, { schema: relation.schema }),
    owner: relation.owner,
    reason: "This admin may not set BYPASSRLS: a superuser may, from 16 on also a CREATEROLE admin that has it itself.",
    remedy: `${bypassRowSecurity(role, true).sql};`,
  };
}

/** user.c: superuser before 16; since, CREATEROLE and BYPASSRLS of one's own, and ADMIN on a role that exists. */
export function mayBypass({ admin, server, role }: Snapshot): boolean {
  if (admin.superuser) return true;
  if (server.versionNum < 160000 || !admin.createRole || !admin.bypassRls) return false;
  return role === null || admin.canGrantRoles === true || admin.canGrantRoles.includes(role.name);
}

function policyHazard(
  snapshot: Snapshot,
  policy: { changes: WayChange[] },
  filtered: readonly RelationFacts[],
  accepted: boolean,
): Hazard {
  const changes = inBrackets(snapshot, policy.changes);
  return rowHazard("row-rules-policy", changes, accepted, {
    sentence: `${count(filtered)} row rules. Yes adds one rule to each that lets Lucien see all rows.`,
    detail: `CREATE POLICY … FOR SELECT USING (true) on ${names(filtered)}. Takes ACCESS EXCLUSIVE on each for a moment.`,
  });
}

function bypassHazard(changes: Change[], filtered: readonly RelationFacts[], accepted: boolean): Hazard {
  return rowHazard("row-rules-bypass", changes, accepted, {
    sentence: `${count(filtered)} row rules. Yes lets Lucien see past all row rules in every table it may read.`,
    detail: `BYPASSRLS on the role; filtered now: ${names(filtered)}.`,
  });
}

function rowHazard(
  code: "row-rules-policy" | "row-rules-bypass",
  changes: Change[],
  accepted: boolean,
  words: { sentence: string; detail: string },
): Hazard {
  const statements = changes.map((c) => c.statement);
  const undo = changes.toReversed().flatMap((c) => c.undo);
  return { code, object: null, key: code, ...words, weight: "optional", statements, undo, affects: [], accepted };
}

function count(filtered: readonly RelationFacts[]): string {
  return filtered.length === 1 ? "1 table has" : `${filtered.length} tables have`;
}

function names(filtered: readonly RelationFacts[]): string {
  const shown = filtered.slice(0, 20).map((r) => `${r.schema}.${r.name}`);
  return filtered.length > 20 ? `${shown.join(", ")} and ${filtered.length - 20} more` : shown.join(", ");
}
