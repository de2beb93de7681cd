import type { Client } from "../postgres/client.ts";
import { oneLook } from "./one-look.ts";
import { otherDatabases } from "./queries/other-databases.sql.ts";

export type OtherDatabase = {
  name: string;
  /** The role holds CONNECT and the database takes sessions. */
  connectable: boolean;
  template: boolean;
  /** Signing in there runs an event trigger. */
  loginTrigger: boolean;
};

/** The cluster's other databases, those that are templates last. */
export async function inspectOtherDatabases(client: Client, role: string): Promise<OtherDatabase[]> {
  const statement = otherDatabases(client.info.serverVersionNum);
  const [answer] = await oneLook(client, [{ statement, values: [role] }]);
  return (answer?.rows ?? []) as OtherDatabase[];
}
