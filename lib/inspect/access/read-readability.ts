import type { Client } from "../../postgres/client.ts";
import type { AccessIdentity, AccessReadability } from "../access.ts";
import { futureCreators } from "../queries/access-future.sql.ts";
import { readableRelations, readObstacles, rowRulesLeaks } from "../queries/access-readability.sql.ts";
import type { AccessSchema } from "./facts.ts";
import { reachOids, readsEverything } from "./reach-oids.ts";
import type { ReadableRelation } from "./readability.ts";
import { type Gate, readAll } from "./rows.ts";

/** What the role reads, and what keeps it from reading: two round trips. */
export async function readReadability(
  client: Client,
  identity: AccessIdentity,
  schemas: AccessSchema[],
  gate: Gate,
): Promise<AccessReadability> {
  const { role, inherited } = reachOids(identity);
  const everything = readsEverything(identity);
  const meant = schemas.filter((s) => s.meant).map((s) => s.oid);
  const usable = schemas.filter((s) => s.usage && !s.meant && !s.name.startsWith("pg_")).map((s) => s.oid);
  const seen = await readAll(
    client,
    {
      relations: {
        statement: readableRelations,
        values: [role, meant, usable, identity.columnAcls, inherited, everything],
      },
      creators: { statement: futureCreators, values: [inherited, meant] },
    },
    gate,
  );
  const byOid = new Map(schemas.map((schema) => [schema.oid, schema]));
  const relations = (seen.relations as RelationRow[]).map((row) => relationOf(row, byOid)).sort(bySchema);
  const worth = relations.filter((r) => r.select || r.readableColumns > 0);
  const looked = worth.filter((r) => r.rowSecurity || !r.populated || r.kind === "v" || r.kind === "f");
  const filtered = worth.filter((r) => r.rowSecurity).map((r) => r.oid);
  // Each walks all views or all children, so where there is nothing to look at neither is asked.
  const found = await readAll(
    client,
    {
      obstacles: looked.length === 0 ? null : { statement: readObstacles, values: [role, looked.map((r) => r.oid)] },
      "ways around row security": filtered.length === 0 ? null : { statement: rowRulesLeaks, values: [role, filtered] },
    },
    gate,
  );
  return {
    relations,
    obstacles: found.obstacles as AccessReadability["obstacles"],
    leaks: found["ways around row security"] as AccessReadability["leaks"],
    futureCreators: everything ? [] : (seen.creators as AccessReadability["futureCreators"]),
  };
}

type RelationRow = {
  oid: number;
  schema: number;
  name: string;
  kind: string;
  owner: number;
  extension: string | null;
  rows: number | null;
  columns: number;
  flags: number;
  live: number | null;
  readable: number | null;
  unreadable: string[] | null;
};

function relationOf(row: RelationRow, schemas: ReadonlyMap<number, AccessSchema>): ReadableRelation {
  const schema = schemas.get(row.schema);
  const select = (row.flags & 1) !== 0;
  const readable = row.readable ?? 0;
  return {
    oid: row.oid,
    schema: schema?.name ?? "",
    schemaOid: row.schema,
    name: row.name,
    kind: row.kind,
    owner: row.owner,
    extension: row.extension,
    estimatedRows: row.rows,
    select,
    columns: row.live ?? row.columns,
    readableColumns: select ? row.columns : readable,
    unreadable: readable > 0 ? (row.unreadable ?? NONE) : NONE,
    populated: (row.flags & 4) === 0,
    rowSecurity: (row.flags & 2) !== 0,
    meant: schema?.meant ?? false,
  };
}

/** One for all: most relations have nothing to list. */
const NONE: string[] = [];

/** The server sorted each schema's relations by name; by OID of the schema, which says nothing to people. */
function bySchema(a: ReadableRelation, b: ReadableRelation): number {
  return a.schema < b.schema ? -1 : a.schema > b.schema ? 1 : 0;
}
