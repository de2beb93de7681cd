import type { Look, LookRelation, LookSchema } from "../wire.ts";

/**
 * An index over a Look that never changes: which relations stand in which schema, and one slot a column in one flat
 * row of slots, so that a tick is one byte. A relation without columns (Postgres allows it) has one slot of its own.
 */
export type Scope = {
  readonly look: Look;
  readonly schemas: readonly { facts: LookSchema; relations: readonly number[] }[];
  readonly schemaOf: Int32Array;
  /** First slot of each relation; one longer than the relations. */
  readonly first: Int32Array;
};

/** The index of a Look. Schemas without relations stay out: there is nothing to tick in them. */
export function scopeOf(look: Look): Scope {
  const bySchema = new Map<string, number[]>(look.schemas.map((schema) => [schema.name, []]));
  const first = new Int32Array(look.relations.length + 1);
  look.relations.forEach((relation, rel) => {
    bySchema.get(relation.schema)?.push(rel);
    first[rel + 1] = (first[rel] ?? 0) + Math.max(1, relation.columns.length);
  });
  const schemas = look.schemas
    .map((facts) => ({ facts, relations: bySchema.get(facts.name) ?? [] }))
    .filter((schema) => schema.relations.length > 0)
    .sort((a, b) => rank(a.facts) - rank(b.facts));
  const schemaOf = new Int32Array(look.relations.length).fill(-1);
  schemas.forEach((schema, index) => {
    for (const rel of schema.relations) schemaOf[rel] = index;
  });
  return { look, schemas, schemaOf, first };
}

/** `public` first, then the customer's own; what belongs to the host or an extension comes last. */
function rank({ kind, name }: LookSchema): number {
  if (name === "public") return 0;
  return kind === "user" ? 1 : 2;
}

/** The facts of one relation. Throws on an index that the Look does not have. */
export function relationAt(scope: Scope, rel: number): LookRelation {
  const relation = scope.look.relations[rel];
  if (relation === undefined) throw new RangeError(`no relation ${rel}`);
  return relation;
}

/** The schema at an index, with its relations. Throws on an index that there is not. */
export function schemaAt(scope: Scope, index: number): Scope["schemas"][number] {
  const schema = scope.schemas[index];
  if (schema === undefined) throw new RangeError(`no schema ${index}`);
  return schema;
}

/** How many slots a relation has: its columns, or one. */
export function slotsOf(scope: Scope, rel: number): number {
  return (scope.first[rel + 1] ?? 0) - (scope.first[rel] ?? 0);
}

/** Looks secret: left out unless somebody ticks it. Personal data is only flagged. */
export function looksSecret(scope: Scope, rel: number, col: number): boolean {
  return relationAt(scope, rel).columns[col]?.sensitivity?.level === "secret";
}
