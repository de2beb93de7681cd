import { relationsByName } from "../inspect/relation-names.ts";
import type { AclItem, RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import { qualified } from "../postgres/sql.ts";
import { type Change, change } from "../statements/change.ts";
import { chunks, grantSelect, grantSelectColumns, revokeOnColumns, revokeOnRelations } from "../statements/grant.ts";
import { type ObjectType, objectRef } from "../statements/statement.ts";
import type { Uncovered } from "./plan.ts";
import { BY_OPTION, canOpen, DIRECT, inheritedBy, type Way, type WayChange, wayTo } from "./power.ts";
import type { PlanRequest } from "./request.ts";

/** One relation that was asked for: `columns` null is the whole of it. */
export type Chosen = { relation: RelationFacts; columns: string[] | null };

export type RelationsPart = {
  grants: WayChange[];
  uncovered: Uncovered[];
  /** Readable once the plan is applied, as far as the relation itself goes. */
  whole: RelationFacts[];
  part: RelationFacts[];
};

/** What was asked for, beside the facts; names that stand for nothing are uncovered. */
export function chosenRelations(request: PlanRequest, snapshot: Snapshot): { chosen: Chosen[]; missing: Uncovered[] } {
  const relationNamed = relationsByName(snapshot);
  const chosen: Chosen[] = [];
  const missing: Uncovered[] = [];
  for (const schema of request.schemas) {
    for (const asked of schema.relations) {
      const relation = relationNamed(schema.name, asked.name);
      if (relation === undefined) {
        missing.push(absent(schema.name, asked.name, null));
        continue;
      }
      const there = asked.columns?.filter((c) => relation.columns.some((k) => k.name === c)) ?? null;
      for (const c of asked.columns ?? []) if (!there?.includes(c)) missing.push(absent(schema.name, asked.name, c));
      // Of one that only columns were wished of that do not exist, nothing is chosen.
      if (there === null || there.length > 0) chosen.push({ relation, columns: there });
    }
  }
  return { chosen, missing };
}

function absent(schema: string, name: string, column: string | null): Uncovered {
  const what = column === null ? "relation" : "column";
  return {
    kind: "relation",
    object: objectRef("table", name, { schema, column }),
    owner: "",
    reason: `There is no such ${what} in this database.`,
    remedy: "",
  };
}

/** GRANT SELECT for what is missing, by explicit lists; what this admin cannot grant is uncovered, never attempted. */
export function relationGrants(request: PlanRequest, snapshot: Snapshot, chosen: readonly Chosen[]): RelationsPart {
  const readers = inheritedBy(snapshot, request.role);
  const part: RelationsPart = { grants: [], uncovered: [], whole: [], part: [] };
  const wanted: Wanted[] = [];
  for (const { relation, columns } of chosen) {
    const missing = missingSelect(relation, columns, request.role);
    const way = missing === "none" ? DIRECT : grantWay(snapshot, relation, missing);
    const covered = missing === "none" || way !== null || readable(relation, columns, readers);
    if (covered) (columns === null ? part.whole : part.part).push(relation);
    else part.uncovered.push(notGrantable(request.role, snapshot, relation, columns));
    if (missing !== "none" && way !== null) wanted.push({ way, relation, columns: missing });
  }
  part.grants = grantStatements(request.role, wanted);
  return part;
}

type Wanted = { way: Way; relation: RelationFacts; columns: string[] | null };

/** What the role itself does not hold yet: nothing, the whole relation (null), or these columns. */
function missingSelect(relation: RelationFacts, columns: string[] | null, role: string): "none" | null | string[] {
  const whole = holds(relation.acl, role, "SELECT");
  if (columns === null) return whole ? "none" : null;
  // A privilege on the whole relation is taken back first, and the column privileges of its grantor go with it.
  const missing = columns.filter((name) => {
    const acl = relation.columns.find((c) => c.name === name)?.acl ?? [];
    return whole || !holds(acl, role, "SELECT");
  });
  return missing.length === 0 ? "none" : missing;
}

export function holds(acl: readonly AclItem[], grantee: string, privilege: string): boolean {
  return acl.some((a) => a.grantee === grantee && a.privilege === privilege);
}

/** Readable already, through PUBLIC or a group. */
function readable(relation: RelationFacts, columns: string[] | null, readers: Set<string>): boolean {
  const reads = (a: AclItem) => a.privilege === "SELECT" && (a.grantee === null || readers.has(a.grantee));
  if (relation.acl.some(reads)) return true;
  return columns?.every((name) => relation.columns.find((c) => c.name === name)?.acl.some(reads)) ?? false;
}

/** How the admin may grant on this relation, or null: predicted from ownership, memberships and grant options. */
export function relationWay(snapshot: Snapshot, relation: RelationFacts): Way | null {
  const own = snapshot.admin.superuser || relation.grantable ? DIRECT : wayTo(snapshot, relation.owner);
  return own !== null && canOpen(snapshot, own, relation.schema) ? own : null;
}

/** Of columns alone, the grant options on each of them are enough (docs: GRANT). */
function grantWay(snapshot: Snapshot, relation: RelationFacts, columns: string[] | null): Way | null {
  const way = relationWay(snapshot, relation);
  if (way !== null || columns === null || !canOpen(snapshot, DIRECT, relation.schema)) return way;
  const { actsAs } = snapshot.admin;
  const option = (a: AclItem) =>
    a.privilege === "SELECT" && a.grantable && a.grantee !== null && actsAs.includes(a.grantee);
  const all = columns.every((name) => relation.columns.find((c) => c.name === name)?.acl.some(option));
  return all ? BY_OPTION : null;
}

function grantStatements(role: string, wanted: readonly Wanted[]): WayChange[] {
  const groups = Map.groupBy(wanted, (w) => JSON.stringify([w.way, w.columns]));
  return [...groups.values()].flatMap((group) =>
    chunks(group).map((list): WayChange => {
      const { way, columns } = list[0] as Wanted;
      const names = list.map((w) => w.relation);
      return { way, change: columns === null ? wholeGrant(role, names) : columnGrant(role, columns, names) };
    }),
  );
}

function wholeGrant(role: string, names: RelationFacts[]): Change {
  return change(grantSelect(role, names), revokeOnRelations(role, ["SELECT"], names));
}

function columnGrant(role: string, columns: string[], names: RelationFacts[]): Change {
  const undo = names.map((n) => revokeOnColumns(role, "SELECT", columns, n));
  return change(grantSelectColumns(role, columns, names), ...undo);
}

function notGrantable(role: string, snapshot: Snapshot, relation: RelationFacts, columns: string[] | null): Uncovered {
  const names = { schema: relation.schema, name: relation.name };
  const remedy = columns === null ? grantSelect(role, [names]) : grantSelectColumns(role, columns, [names]);
  const closed = relation.grantable && !canOpen(snapshot, DIRECT, relation.schema);
  return {
    kind: "relation",
    object: objectRef(TYPES[relation.kind], relation.name, { schema: relation.schema }),
    owner: relation.owner,
    reason: closed
      ? `${snapshot.admin.name} has no USAGE on the schema ${relation.schema}.`
      : `${snapshot.admin.name} neither owns ${qualified(relation.schema, relation.name)} nor holds SELECT WITH GRANT OPTION on it.`,
    remedy: `${remedy.sql};`,
  };
}

/** pg_class.relkind in words. */
export const TYPES = {
  r: "table",
  p: "partitioned-table",
  v: "view",
  m: "materialized-view",
  f: "foreign-table",
} as const satisfies Record<RelationFacts["kind"], ObjectType>;
