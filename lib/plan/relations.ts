import { relationsByName } from "../inspect/relation-names.ts";
import type { AclItem, RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import { qualified } from "../postgres/sql.ts";
import { type Change, change } from "../statements/change.ts";
import { chunks, grantSelect, grantSelectColumns, revokeOnColumns, revokeOnRelations } from "../statements/grant.ts";
import { grantOnSchema } from "../statements/grant-container.ts";
import { type ObjectType, objectRef } from "../statements/statement.ts";
import type { Uncovered } from "./plan.ts";
import { BY_OPTION, canOpen, DIRECT, inheritedBy, type Way, type WayChange, wayTo } from "./power.ts";
import type { PlanRequest } from "./request.ts";
import { keepsWhole } from "./revoking.ts";

/** One relation that was asked for: `columns` null is the whole of it. */
export type Chosen = { relation: RelationFacts; columns: string[] | null };

export type RelationsPart = {
  grants: WayChange[];
  uncovered: Uncovered[];
  /** Readable once the plan is applied, as far as the relation itself goes. */
  whole: RelationFacts[];
  part: RelationFacts[];
};

export type ChosenRelations = { chosen: Chosen[]; missing: Uncovered[] };

/** What was asked for, beside the facts; names that stand for nothing are uncovered. */
export function chosenRelations(request: PlanRequest, snapshot: Snapshot): ChosenRelations {
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
      if (asked.columns === null) {
        chosen.push({ relation, columns: null });
        continue;
      }
      const there = asked.columns.filter((c) => relation.columns.some((k) => k.name === c));
      for (const c of asked.columns) if (!there.includes(c)) missing.push(absent(schema.name, asked.name, c));
      // Of one that only columns were wished of that do not exist, nothing is chosen.
      if (there.length > 0) chosen.push({ relation, columns: there });
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
    const missing = missingSelect(snapshot, relation, columns, request.role);
    if (missing === "none") {
      listFor(part, columns).push(relation);
      continue;
    }
    const way = relationWay(snapshot, relation);
    const mine = way === null ? columnsByOption(snapshot, relation, missing) : missing;
    if (way !== null || mine?.length) wanted.push({ way: way ?? BY_OPTION, relation, columns: mine });
    const closed = way === null ? stillClosed(relation, columns, mine ?? [], readers) : [];
    if (closed === null || closed.length > 0)
      part.uncovered.push(notGrantable(request.role, snapshot, relation, closed));
    if (closed !== null && closed.length < (columns?.length ?? 1)) listFor(part, columns).push(relation);
  }
  part.grants = grantStatements(request.role, wanted);
  return part;
}

type Wanted = { way: Way; relation: RelationFacts; columns: string[] | null };

/** What the role itself does not hold yet: nothing, the whole relation (null), or these columns. */
function missingSelect(
  snapshot: Snapshot,
  relation: RelationFacts,
  columns: string[] | null,
  role: string,
): "none" | null | string[] {
  const whole = holds(relation.acl, role, "SELECT");
  if (columns === null) return whole ? "none" : null;
  const taken = whole && !keepsWhole(snapshot, relation, role);
  // A privilege on the whole relation is taken back first, and the column privileges of its grantor go with it.
  const missing = columns.filter((name) => {
    const acl = relation.columns.find((c) => c.name === name)?.acl ?? [];
    return taken || !holds(acl, role, "SELECT");
  });
  return missing.length === 0 ? "none" : missing;
}

export function holds(acl: readonly AclItem[], grantee: string, privilege: string): boolean {
  return acl.some((a) => a.grantee === grantee && a.privilege === privilege);
}

/** What is neither readable already, through PUBLIC or a group, nor about to be: the whole (null), or these columns. */
function stillClosed(
  relation: RelationFacts,
  columns: string[] | null,
  granted: readonly string[],
  readers: Set<string>,
): string[] | null {
  const reads = (a: AclItem) => a.privilege === "SELECT" && (a.grantee === null || readers.has(a.grantee));
  if (relation.acl.some(reads)) return [];
  const open = (name: string) => relation.columns.find((c) => c.name === name)?.acl.some(reads);
  return columns?.filter((name) => !granted.includes(name) && !open(name)) ?? null;
}

function listFor(part: RelationsPart, columns: string[] | null): RelationFacts[] {
  return columns === null ? part.whole : part.part;
}

/** How the admin may grant on this relation, or null: predicted from ownership, memberships and grant options. */
export function relationWay(snapshot: Snapshot, relation: RelationFacts): Way | null {
  const own = snapshot.admin.superuser || relation.grantable ? DIRECT : wayTo(snapshot, relation.owner);
  return own !== null && canOpen(snapshot, own, relation.schema) ? own : null;
}

/** Of columns, those on which the admin holds grant options: each is enough for itself (docs: GRANT). */
function columnsByOption(snapshot: Snapshot, relation: RelationFacts, columns: string[] | null): string[] | null {
  if (columns === null || !canOpen(snapshot, DIRECT, relation.schema)) return null;
  const { actsAs } = snapshot.admin;
  const option = (a: AclItem) =>
    a.privilege === "SELECT" && a.grantable && a.grantee !== null && actsAs.includes(a.grantee);
  return columns.filter((name) => relation.columns.find((c) => c.name === name)?.acl.some(option));
}

function grantStatements(role: string, wanted: readonly Wanted[]): WayChange[] {
  // A way is one value for all that take it (power.ts).
  const groups = Map.groupBy(wanted, ({ way, columns }) => (columns === null ? way : JSON.stringify([way, columns])));
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
  // An owner who cannot open the schema cannot grant on what is in it either; whoever owns the schema may let it in.
  const first = ownerOpens(snapshot, relation)
    ? ""
    : `${grantOnSchema(relation.owner, "USAGE", relation.schema).sql};\n`;
  return {
    kind: "relation",
    object: objectRef(TYPES[relation.kind], relation.name, { schema: relation.schema }),
    owner: relation.owner,
    reason: closed
      ? `${snapshot.admin.name} has no USAGE on the schema ${relation.schema}.`
      : `${snapshot.admin.name} neither owns ${qualified(relation.schema, relation.name)} nor holds SELECT WITH GRANT OPTION on it.`,
    remedy: `${first}${remedy.sql};`,
  };
}

function ownerOpens(snapshot: Snapshot, { owner, schema }: RelationFacts): boolean {
  if (snapshot.roles.some((role) => role.name === owner && role.superuser)) return true;
  const rights = inheritedBy(snapshot, owner);
  const acl = snapshot.schemas.find((one) => one.name === schema)?.acl ?? [];
  return acl.some((a) => a.privilege === "USAGE" && (a.grantee === null || rights.has(a.grantee)));
}

/** pg_class.relkind in words. */
export const TYPES = {
  r: "table",
  p: "partitioned-table",
  v: "view",
  m: "materialized-view",
  f: "foreign-table",
} as const satisfies Record<RelationFacts["kind"], ObjectType>;
