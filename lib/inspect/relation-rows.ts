import { type RoleNames, readAcl } from "./acl.ts";
import type { Rows } from "./assemble.ts";
import type { RelationShapeRow, ToastShapeRow } from "./queries/relations.sql.ts";
import type { AclItem } from "./snapshot.ts";

/** One relation as the queries gave it. */
export type RelationRow = {
  oid: number;
  name: string;
  schema: string;
  rows: number;
  /** Its own, and those of its TOAST table. */
  pages: number;
  parent: number | null;
  extension: string | null;
  shape: Omit<RelationShapeRow, "acl">;
  /** Shared by all of the shape. */
  acl: AclItem[];
};

/** The relations one by one, by schema and name. */
export function relationRows(rows: Rows, names: RoleNames): RelationRow[] {
  const parents = new Map(rows.partitions.map((row) => [row.oid, row.parent]));
  const extensions = new Map(rows.extensionRelations.map((row) => [row.oid, row.extension]));
  const shapes = rows.relations.filter((shape) => shape.kind !== "t");
  const toastPages = new Map(rows.relations.filter(({ kind }) => kind === "t").flatMap(pagesByOid));
  const bySchema = Map.groupBy(shapes, (shape) => shape.schema);
  return rows.schemas.flatMap(({ oid: schemaOid, name: schema }) =>
    (bySchema.get(schemaOid) ?? [])
      .flatMap((shape) => {
        const acl = readAcl(shape.acl, names);
        return shape.oids.map((oid, i): RelationRow => {
          const parent = parents.get(oid) ?? null;
          const extension = extensions.get(oid) ?? null;
          const [name, tuples, own] = [shape.names[i] ?? "", shape.rows[i] ?? -1, shape.pages[i] ?? 0];
          const pages = own + (toastPages.get(shape.toasts[i] ?? 0) ?? 0);
          return { oid, name, schema, rows: tuples, pages, parent, extension, shape, acl };
        });
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

function pagesByOid({ oids, pages }: Pick<ToastShapeRow, "oids" | "pages">): [number, number][] {
  return oids.map((oid, i) => [oid, pages[i] ?? 0]);
}
