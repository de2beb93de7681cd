import type { Client } from "../postgres/client.ts";
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
  const { rows } = await client.query<OtherDatabase>(otherDatabases(client.info.serverVersionNum), [role]);
  return rows;
}
