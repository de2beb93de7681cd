import { sensitivityOfRelation } from "../inspect/sensitivity.ts";
import type { RelationFacts, SchemaFacts, Snapshot } from "../inspect/snapshot.ts";
import { columnsFor, type Scope, type Wishes, wishesOf } from "./scope.ts";
import type { PlanRequest } from "./request.ts";

/** What was found and is not part of the choice, and why. */
export type LeftOut = {
  kind: "schema" | "relation" | "column";
  schema: string;
  name: string | null;
  column: string | null;
  why: "provider" | "extension" | "secret" | "excluded";
};

export type Selection = { schemas: PlanRequest["schemas"]; leftOut: LeftOut[] };

type ChosenRelation = PlanRequest["schemas"][number]["relations"][number];

/**
 * Turns a scope into the explicit lists of a request. Without wishes: every relation of every schema that is neither an
 * extension's nor a provider's, without columns and relations that look like secrets. Partitions follow their root; one
 * whose root stands outside of the choice is a relation like others. Pure.
 * Throws AppError `refused.missing-schema`, `refused.missing-relation`, `refused.missing-column`.
 */
export function selectFrom(snapshot: Snapshot, scope: Scope): Selection {
  const wishes = wishesOf(snapshot, scope);
  const inSchema = Map.groupBy(snapshot.relations, (relation) => relation.schema);
  const roots = new Set(snapshot.relations.filter((one) => isOpen(one, wishes, snapshot.schemas)).map((one) => one.oid));
  const selection: Selection = { schemas: [], leftOut: [] };
  for (const schema of snapshot.schemas) {
    const all = inSchema.get(schema.name) ?? [];
    if (!isChosen(schema, wishes)) {
      if (wishes.schemas === null) selection.leftOut.push(leftOut("schema", schema.name, null, null, whyLeft(schema)));
      continue;
    }
    const wanted = all.filter((one) => one.partitionRoot === null || wishes.named.has(one.oid) || !roots.has(one.partitionRoot));
    const relations = wanted.flatMap((one) => select(one, wishes, selection.leftOut) ?? []);
    const only = wishes.onlyNamed.has(schema.name);
    if (relations.length === 0 && all.length > 0 && !wishes.schemas?.has(schema.name)) continue;
    if (relations.length === 0 && all.length === 0 && !scope.future && wishes.schemas === null) continue;
    selection.schemas.push({ name: schema.name, future: scope.future && !only, relations });
  }
  return selection;
}

/** The schema is part of the choice: named, or by default a schema of the customer's own. */
function isChosen(schema: SchemaFacts, wishes: Wishes): boolean {
  return wishes.schemas === null ? schema.kind === "user" : wishes.schemas.has(schema.name);
}

/** Its schema is looked at, so its partitions share its fate (chosen with it, left out with it). */
function isOpen(relation: RelationFacts, wishes: Wishes, schemas: readonly SchemaFacts[]): boolean {
  if (relation.kind !== "p" || relation.partitionRoot !== null) return false;
  if (wishes.named.has(relation.oid)) return true;
  if (wishes.onlyNamed.has(relation.schema)) return false;
  const schema = schemas.find((one) => one.name === relation.schema);
  return schema !== undefined && isChosen(schema, wishes);
}

function whyLeft(schema: SchemaFacts): LeftOut["why"] {
  return schema.kind === "provider" ? "provider" : "extension";
}

function select(relation: RelationFacts, wishes: Wishes, leftOutHere: LeftOut[]): ChosenRelation | null {
  const { schema, name, oid } = relation;
  const named = wishes.named.get(oid);
  if (wishes.onlyNamed.has(schema) && !named) return null;
  const leave = (why: LeftOut["why"]) => {
    leftOutHere.push(leftOut("relation", schema, name, null, why));
    return null;
  };
  if (wishes.excluded.get(oid)?.whole) return leave("excluded");
  if (!named && relation.extension !== null) return leave("extension");
  if (!named && !wishes.includeSensitive && sensitivityOfRelation(name, relation.columns)) return leave("secret");
  const { columns, left } = columnsFor(relation, wishes);
  if (columns !== null && columns.length === 0) return leave(left[0]?.why ?? "secret");
  for (const one of left) leftOutHere.push(leftOut("column", schema, name, one.column, one.why));
  return { name, columns };
}

function leftOut(kind: LeftOut["kind"], schema: string, name: string | null, column: string | null, why: LeftOut["why"]) {
  return { kind, schema, name, column, why };
}
