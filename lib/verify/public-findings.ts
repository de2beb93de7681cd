import type { Finding } from "../audit/finding.ts";
import type { AccessOptions } from "../inspect/access.ts";
import type { Client } from "../postgres/client.ts";
import { auditDatabase } from "./audit-database.ts";

/**
 * What any login can do in the client's database through PUBLIC: the hazards that a plan offers to close. `known`: what
 * a look of a moment ago has told.
 */
export async function publicFindings(
  client: Client,
  known: Pick<AccessOptions, "columnAcls" | "onIdentity"> = {},
): Promise<Finding[]> {
  const { result } = await auditDatabase(client, null, null, known);
  return result.findings;
}
