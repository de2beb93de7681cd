import type { AccessSchema } from "./facts.ts";
import type { ReadableRelation } from "./readability.ts";

/** Relations that are alike but for name and size; the lists are in one order. */
export type Shape = {
  schema: number;
  owner: number;
  kind: string;
  rowSecurity: boolean;
  populated: boolean;
  select: boolean;
  oids: number[];
  names: string[];
  rows: (number | null)[];
  columns: number[];
};

/** Live columns of a relation with privileges on single ones, how many can be read, and the names of the others. */
export type Partly = { oid: number; columns: number; readable: number; unreadable: string[] };

type Lookups = { partly: ReadonlyMap<number, Partly>; extensions: ReadonlyMap<number, string> };

/** One by one, by the names of schema and relation; what is neither meant nor readable is left out. */
export function relationsOf(shapes: Shape[], schemas: readonly AccessSchema[], found: Lookups): ReadableRelation[] {
  const bySchema = Map.groupBy(shapes, (shape) => shape.schema);
  return [...schemas]
    .sort(byName)
    .flatMap((schema) => (bySchema.get(schema.oid) ?? []).flatMap((shape) => each(shape, schema, found)).sort(byName));
}

function each(shape: Shape, { oid: schemaOid, name: schema, meant }: AccessSchema, found: Lookups): ReadableRelation[] {
  const { kind, owner, select, populated, rowSecurity } = shape;
  const relations: ReadableRelation[] = [];
  for (const [at, oid] of shape.oids.entries()) {
    const partly = select ? undefined : found.partly.get(oid);
    const columns = partly?.columns ?? shape.columns[at] ?? 0;
    const readableColumns = select ? columns : (partly?.readable ?? 0);
    if (!meant && readableColumns === 0) continue;
    relations.push({
      oid,
      schema,
      schemaOid,
      name: shape.names[at] ?? "",
      kind,
      owner,
      extension: found.extensions.get(oid) ?? null,
      estimatedRows: shape.rows[at] ?? null,
      select,
      columns,
      readableColumns,
      unreadable: readableColumns > 0 ? (partly?.unreadable ?? NONE) : NONE,
      populated,
      rowSecurity,
      meant,
    });
  }
  return relations;
}

/** One for all: most relations have nothing to list. */
const NONE: string[] = [];

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
