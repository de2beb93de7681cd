import { sensitivityOfRelation } from "../inspect/sensitivity.ts";
import type { RelationFacts, SchemaFacts, Snapshot } from "../inspect/snapshot.ts";
import type { PlanRequest } from "./request.ts";
import { columnsFor, type Scope, type Wishes, wishesOf } from "./scope.ts";

/** What was found and is not part of the choice, and why. */
export type LeftOut = {
  kind: "schema" | "relation" | "column";
  schema: string;
  name: string | null;
  column: string | null;
  why: "provider" | "extension" | "secret" | "excluded";
};

export type Selection = {
  schemas: PlanRequest["schemas"];
  leftOut: LeftOut[];
  /** Asked for and not there; part of `schemas` all the same, so that the plan says so. `name` null: the schema. */
  missing: { schema: string; name: string | null; column: string | null }[];
};

type ChosenRelation = PlanRequest["schemas"][number]["relations"][number];

/**
 * Turns a scope into the explicit lists of a request. Without wishes: every relation of every schema that is neither an
 * extension's nor a provider's, without columns and relations that look like secrets. Partitions follow their root; one
 * whose root stands outside of the choice is a relation like others. Pure.
 * Throws AppError `refused.missing-schema|relation|column` for what is to be left out and does not exist.
 */
export function selectFrom(snapshot: Snapshot, scope: Scope): Selection {
  const wishes = wishesOf(snapshot, scope);
  const looked = new Set(snapshot.schemas.filter((one) => isChosen(one, wishes)).map((one) => one.name));
  const selection: Selection = { schemas: [], leftOut: [], missing: [] };
  const inSchema = Map.groupBy(withoutFollowers(snapshot, wishes, looked), (relation) => relation.schema);
  const filled = new Set(snapshot.relations.map((one) => one.schema));
  for (const schema of snapshot.schemas) {
    if (!looked.has(schema.name)) {
      if (wishes.schemas === null) selection.leftOut.push(left("schema", schema.name, null, null, whyLeft(schema)));
      continue;
    }
    const relations = (inSchema.get(schema.name) ?? []).flatMap((one) => select(one, wishes, selection.leftOut) ?? []);
    const future = scope.future && !wishes.onlyNamed.has(schema.name);
    const named = wishes.schemas !== null;
    if (named || relations.length > 0 || (future && !filled.has(schema.name))) {
      selection.schemas.push({ name: schema.name, future, relations });
    }
  }
  return withMissing(selection, wishes, scope.future);
}

/** The schema is part of the choice: named, or by default a schema of the customer's own. */
function isChosen(schema: SchemaFacts, wishes: Wishes): boolean {
  return wishes.schemas === null ? schema.kind === "user" : wishes.schemas.has(schema.name);
}

function whyLeft(schema: SchemaFacts): LeftOut["why"] {
  return schema.kind === "provider" ? "provider" : "extension";
}

/** Without the partitions whose root is looked at: they share its fate, whatever that is. */
function withoutFollowers(snapshot: Snapshot, wishes: Wishes, looked: ReadonlySet<string>): RelationFacts[] {
  const roots = new Set<number>();
  for (const one of snapshot.relations) {
    const partly = wishes.onlyNamed.has(one.schema) && !wishes.named.has(one.oid);
    if (one.kind === "p" && looked.has(one.schema) && !partly) roots.add(one.oid);
  }
  const follows = (one: RelationFacts) => one.partitionRoot !== null && roots.has(one.partitionRoot);
  return snapshot.relations.filter((one) => wishes.named.has(one.oid) || !follows(one));
}

function select(relation: RelationFacts, wishes: Wishes, leftOut: LeftOut[]): ChosenRelation | null {
  const { schema, name, oid } = relation;
  const named = wishes.named.get(oid);
  if (wishes.onlyNamed.has(schema) && !named) return null;
  const leave = (why: LeftOut["why"]) => {
    leftOut.push(left("relation", schema, name, null, why));
    return null;
  };
  if (wishes.excluded.get(oid)?.whole) return leave("excluded");
  if (!named && relation.extension !== null) return leave("extension");
  if (!named && !wishes.includeSensitive && sensitivityOfRelation(name, relation.columns)) return leave("secret");
  const chosen = columnsFor(relation, wishes);
  if (chosen.columns?.length === 0) return leave(chosen.left[0]?.why ?? "secret");
  for (const { column, why } of chosen.left) leftOut.push(left("column", schema, name, column, why));
  return { name, columns: chosen.columns };
}

function left(kind: LeftOut["kind"], schema: string, name: string | null, column: string | null, why: LeftOut["why"]) {
  return { kind, schema, name, column, why };
}

/** Names that stand for nothing stay part of the request, as they were written. */
function withMissing(selection: Selection, wishes: Wishes, future: boolean): Selection {
  const there = (name: string) => selection.schemas.find((one) => one.name === name);
  for (const name of wishes.schemas ?? []) {
    if (there(name)) continue;
    selection.schemas.push({ name, future: future && !wishes.onlyNamed.has(name), relations: [] });
    selection.missing.push({ schema: name, name: null, column: null });
  }
  for (const { schema, name, column } of wishes.missing) {
    const relations = there(schema)?.relations;
    const same = relations?.find((one) => one.name === name);
    if (!same) relations?.push({ name, columns: column === null ? null : [column] });
    else if (column !== null) same.columns?.push(column);
    selection.missing.push({ schema, name, column });
  }
  return selection;
}
