import type { Client } from "../../postgres/client.ts";
import type { AccessIdentity, AccessReadability } from "../access.ts";
import { futureCreators } from "../queries/access-future.sql.ts";
import { removablePolicies } from "../queries/access-policies.sql.ts";
import {
  extensionRelations,
  partlyReadable,
  readableRelations,
  readObstacles,
  rowRulesLeaks,
} from "../queries/access-readability.sql.ts";
import { type AccessSchema, FIRST_USER_OID } from "./facts.ts";
import { reachOids, readsEverything } from "./reach-oids.ts";
import { type Partly, relationsOf, type Shape } from "./readable-relations.ts";
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
  const asked = schemas.filter((s) => s.meant);
  const meant = asked.map((s) => s.oid);
  const owned = asked.flatMap((s) => s.owners.map((owner) => ({ schema: s.oid, owner })));
  const usable = schemas.filter((s) => s.usage && !s.meant && !s.name.startsWith("pg_")).map((s) => s.oid);
  const byColumn = identity.columnAcls.filter((oid) => oid >= FIRST_USER_OID);
  const seen = await readAll(
    client,
    {
      relations: {
        statement: readableRelations,
        values: [meant, usable, byColumn, inherited, everything],
      },
      "columns of relations": byColumn.length === 0 ? null : { statement: partlyReadable, values: [role, byColumn] },
      "relations of extensions": extensionRelations,
      policies: { statement: removablePolicies, values: [reachOids(identity).modest] },
      creators: {
        statement: futureCreators,
        values: [inherited, meant, owned.map((one) => one.schema), owned.map((one) => one.owner)],
      },
    },
    gate,
  );
  const relations = relationsOf(seen.relations as Shape[], schemas, {
    partly: new Map((seen["columns of relations"] as Partly[]).map((row) => [row.oid, row])),
    extensions: new Map(seen["relations of extensions"].map((row) => [row.oid as number, row.extension as string])),
  });
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
    removablePolicies: seen.policies as AccessReadability["removablePolicies"],
    futureCreators: everything ? [] : (seen.creators as AccessReadability["futureCreators"]),
  };
}
