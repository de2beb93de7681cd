import type { Finding } from "../audit/finding.ts";
import type { Client } from "../postgres/client.ts";
import { auditDatabase } from "./audit-database.ts";

/** What any login can do in the client's database through PUBLIC: the hazards that a plan offers to close. */
export async function publicFindings(client: Client): Promise<Finding[]> {
  const { result } = await auditDatabase(client, null, null);
  return result.findings;
}
