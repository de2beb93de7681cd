import type { Client } from "../../postgres/client.ts";
import type { AccessIdentity } from "../access.ts";
import { entrances } from "../queries/access-entrances.sql.ts";
import { plannedCode } from "../queries/access-planned.sql.ts";
import { reachOids } from "./reach-oids.ts";
import type { BareRoutine } from "./read-rights.ts";
import type { AccessRoutine, Entrance } from "./routines.ts";
import { type Gate, readAll } from "./rows.ts";

/**
 * What stands between the role and these routines: one round trip. Both queries walk from the routines, and to plan them
 * alone takes a server longer than all the rest of a small database, so without routines neither is asked.
 */
export async function readEntrances(
  client: Client,
  identity: AccessIdentity,
  routines: readonly BareRoutine[],
  gate: Gate,
): Promise<AccessRoutine[]> {
  if (routines.length === 0) return [];
  const { all } = reachOids(identity);
  const rows = await readAll(
    client,
    {
      "ways to routines": { statement: entrances, values: [all] },
      "routines in expressions": { statement: plannedCode(client.info.serverVersionNum), values: [all] },
    },
    gate,
  );
  const ways = [...rows["ways to routines"], ...rows["routines in expressions"]] as (Entrance & { routine: number })[];
  const byRoutine = Map.groupBy(ways, (way) => way.routine);
  return routines.map((routine) => ({
    ...routine,
    entrances: (byRoutine.get(routine.oid) ?? []).map(({ routine: _, ...way }) => way),
  }));
}
