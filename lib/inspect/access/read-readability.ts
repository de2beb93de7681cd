import type { Client } from "../../postgres/client.ts";
import type { AccessIdentity, AccessReadability } from "../access.ts";
import { futureCreators, readableRelations, readObstacles, rowRulesLeaks } from "../queries/access-readability.sql.ts";
import type { AccessSchema } from "./facts.ts";
import { reachOids, readsEverything } from "./reach-oids.ts";
import type { ReadableRelation } from "./readability.ts";
import { rowsOf } from "./rows.ts";

/** What the role reads, and what keeps it from reading: two round trips. */
export async function readReadability(
  client: Client,
  identity: AccessIdentity,
  schemas: AccessSchema[],
): Promise<AccessReadability> {
  const { role, inherited } = reachOids(identity);
  const meant = schemas.filter((s) => s.meant).map((s) => s.oid);
  const usable = schemas.filter((s) => s.usage && !s.meant && !s.name.startsWith("pg_")).map((s) => s.oid);
  const [relationRows, creators] = await rowsOf(client, [
    { statement: readableRelations, values: [role, meant, usable] },
    { statement: futureCreators, values: [inherited, meant] },
  ]);
  const relations = relationRows as ReadableRelation[];
  const worth = relations.filter((r) => r.select || r.readableColumns > 0);
  const looked = worth.filter((r) => r.rowSecurity || !r.populated || r.kind === "v" || r.kind === "f");
  const filtered = worth.filter((r) => r.rowSecurity).map((r) => r.oid);
  const [obstacles, leaks] = await rowsOf(client, [
    { statement: readObstacles, values: [role, looked.map((r) => r.oid)] },
    { statement: rowRulesLeaks, values: [role, filtered] },
  ]);
  return {
    relations,
    obstacles: obstacles as AccessReadability["obstacles"],
    leaks: leaks as AccessReadability["leaks"],
    futureCreators: readsEverything(identity) ? [] : (creators as AccessReadability["futureCreators"]),
  };
}
