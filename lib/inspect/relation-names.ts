import type { RelationFacts, Snapshot } from "./snapshot.ts";

type ByName = Map<string, Map<string, RelationFacts>>;

const KNOWN = new WeakMap<Snapshot["relations"], ByName>();

/** Finds a relation of the snapshot by schema and name. Several stages ask, so the maps are made once for each look. */
export function relationsByName({ relations }: Snapshot): (schema: string, name: string) => RelationFacts | undefined {
  const schemas = KNOWN.get(relations) ?? byName(relations);
  KNOWN.set(relations, schemas);
  return (schema, name) => schemas.get(schema)?.get(name);
}

/** One map a schema: keys made of both names cost more than the look-up. */
function byName(relations: Snapshot["relations"]): ByName {
  const schemas: ByName = new Map();
  for (const relation of relations) {
    const names = schemas.get(relation.schema);
    if (names) names.set(relation.name, relation);
    else schemas.set(relation.schema, new Map([[relation.name, relation]]));
  }
  return schemas;
}
