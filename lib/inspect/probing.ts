import type { Client } from "../postgres/client.ts";
import { oneLook } from "./one-look.ts";
import { probingOthers, probingRelations } from "./queries/probing.sql.ts";

/** How a relation can be tried as the role, and why perhaps not. */
export type ProbingRelation = {
  oid: number;
  schema: string;
  name: string;
  /** relkind. */
  kind: string;
  /** Columns on which the role holds SELECT, in their order. */
  readable: string[];
  /** A column that an UPDATE may name: neither generated nor an identity. */
  settable: string | null;
  /**
   * insert, update, delete, truncate, alter, drop: what the server itself says the role may do (has_…_privilege); and
   * what an INSTEAD rule answers for every row, here or below a view: one that does NOTHING asks for no right.
   */
  held: string[];
  /** Planning a statement on it may run a function that did not come with initdb. */
  runsCode: boolean;
  /** It is a foreign table, or reads one: planning may open a connection. */
  foreign: boolean;
  /** Somebody holds or awaits an ACCESS EXCLUSIVE lock on it or on what it reads. */
  busy: boolean;
  /** How many relations a statement on it locks: itself, its partitions, what it reads as a view. */
  family: number;
};

/** What the catalog refuses beside relations, so that trying it can do no harm. */
export type ProbingOthers = {
  superuser: boolean;
  inRecovery: boolean;
  /** Enabled event triggers on ddl_command_start: they run before the server asks for any privilege. */
  commandTriggers: string[];
  closedSchemas: string[];
  closedDatabase: boolean;
  noTemporary: boolean;
  sequences: { oid: number; schema: string; name: string }[];
  /** Roles that it cannot become. */
  strangers: string[];
  /** Whose session it is, and whether that one may SET ROLE to the role as things stand. */
  session: { name: string; mayBecome: boolean; versionNum: number };
};

/** What can be tried on these relations, in their order; relations that are gone are left out. One round trip. */
export async function inspectProbing(
  client: Client,
  role: string,
  relations: readonly { schema: string; name: string }[],
  schemas: readonly string[],
): Promise<{ relations: ProbingRelation[]; others: ProbingOthers | null }> {
  const [rows, others] = await oneLook(client, [
    { statement: probingRelations, values: [relations.map((r) => r.schema), relations.map((r) => r.name), role] },
    { statement: probingOthers, values: [role, schemas] },
  ]);
  return {
    relations: (rows?.rows ?? []) as ProbingRelation[],
    others: (others?.rows[0] as ProbingOthers | undefined) ?? null,
  };
}
