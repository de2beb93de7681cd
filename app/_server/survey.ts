import "server-only";
import { findingsAtLast } from "../../lib/apply/findings-beside.ts";
import type { Finding } from "../../lib/audit/finding.ts";
import type { Snapshot } from "../../lib/inspect/snapshot.ts";
import type { PlanRequest } from "../../lib/plan/request.ts";
import { actingAs } from "../../lib/postgres/acting-as.ts";
import { type Target, withClient } from "../../lib/postgres/client.ts";
import type { Call } from "./action.ts";
import { dialPolicy } from "./env.ts";
import { stages } from "./stages.ts";

/** What a plan rests on, seen by whoever will carry it out: the login, or the role that it acts as. Reads only. */
export function surveyed(
  target: Target,
  { role, actAs }: PlanRequest,
  { signal, caller }: Call,
): Promise<{ snapshot: Snapshot; findings: Finding[] }> {
  const options = { signal, dial: dialPolicy(caller) };
  return withClient(target, options, async (session) => {
    const client = actAs ? await actingAs(session, actAs) : session;
    const { snapshot, findings } = await stages(target, options).survey(client, role);
    return { snapshot, findings: await findingsAtLast(findings) };
  });
}
