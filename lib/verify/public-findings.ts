import type { Finding } from "../audit/finding.ts";
import type { AccessOptions } from "../inspect/access.ts";
import type { Client } from "../postgres/client.ts";
import { readContext } from "./audit-database.ts";

/**
 * What any login can do in the client's database through PUBLIC: the hazards that a plan offers to close. `known`: what
 * a look of a moment ago has told. `idle`: when this process may load the rules. Throws QueryError.
 */
export async function publicFindings(
  client: Client,
  known: Pick<AccessOptions, "columnAcls" | "onIdentity"> = {},
  idle?: Promise<void>,
): Promise<Finding[]> {
  const { context, rules } = await readContext(client, null, null, known, idle);
  return rules.findingsOf(context);
}
