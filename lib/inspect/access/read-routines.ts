import type { Client } from "../../postgres/client.ts";
import type { AccessIdentity } from "../access.ts";
import { entrances } from "../queries/access-entrances.sql.ts";
import { plannedCode } from "../queries/access-planned.sql.ts";
import { accessRoutines } from "../queries/access-routines.sql.ts";
import type { AccessSchema } from "./facts.ts";
import { reachOids } from "./reach-oids.ts";
import type { BareRights } from "./read-rights.ts";
import type { AccessRoutine, Entrance } from "./routines.ts";
import { type Gate, readAll } from "./rows.ts";

/**
 * The routines that run with other rights, and what stands between the role and them: one round trip. To plan these alone
 * takes a server longer than all the rest of a small database, so without routines none is asked.
 */
export async function readRoutines(
  client: Client,
  identity: AccessIdentity,
  rights: Pick<BareRights, "routines" | "schemas">,
  gate: Gate,
): Promise<AccessRoutine[]> {
  if (!rights.routines) return [];
  const { all } = reachOids(identity);
  const version = client.info.serverVersionNum;
  const rows = await readAll(
    client,
    {
      routines: { statement: accessRoutines(version), values: [all] },
      "ways to routines": { statement: entrances, values: [all] },
      "routines in expressions": { statement: plannedCode(version), values: [all] },
    },
    gate,
  );
  const ways = [...rows["ways to routines"], ...rows["routines in expressions"]] as (Entrance & { routine: number })[];
  const byRoutine = Map.groupBy(ways, (way) => way.routine);
  const usable = usableSchemas(rights.schemas);
  return (rows.routines as Omit<AccessRoutine, "entrances" | "nameable">[]).map((routine) => ({
    ...routine,
    nameable: usable.has(routine.schemaOid),
    entrances: (byRoutine.get(routine.oid) ?? []).map(({ routine: _, ...way }) => way),
  }));
}

function usableSchemas(schemas: readonly AccessSchema[]): Set<number> {
  return new Set(schemas.filter((schema) => schema.usable).map((schema) => schema.oid));
}
