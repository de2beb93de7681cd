import type { Client } from "../postgres/client.ts";
import { withTransaction } from "../postgres/transaction.ts";
import {
  ROLE_DATABASES,
  ROLE_NAMED_IN,
  ROLE_OWNS,
  type RoleDatabaseRow,
  type RoleHolding,
  roleHoldingsQuery,
} from "./queries/role-holdings.sql.ts";

export type { RoleDatabaseRow as RoleDatabase, RoleHolding } from "./queries/role-holdings.sql.ts";

/** What hangs on one role in one database, and on what is shared by all. */
export type RoleHoldings = {
  holdings: RoleHolding[];
  /** Described by the server, at most 200; default privileges, user mappings and temporary objects do not count. */
  owns: { text: string; shared: boolean }[];
  /** Policies that name it, described by the server. */
  namedIn: string[];
};

const LOOK = { readOnly: true, lockTimeoutMs: 200, statementTimeoutMs: 30_000, idleTimeoutMs: 10_000 } as const;

/** One look, whatever the number of objects, as the role that acts. Throws QueryError. */
export function inspectHoldings(client: Client, role: string): Promise<RoleHoldings> {
  return withTransaction(client, LOOK, () => holdingsNow(client, role));
}

/** The same inside a transaction that is open: what is left before COMMIT. Throws QueryError. */
export async function holdingsNow(client: Client, role: string): Promise<RoleHoldings> {
  const values = [role];
  const [holdings, owns, namedIn] = await client.many([
    { statement: roleHoldingsQuery(client.info.serverVersionNum), values },
    { statement: ROLE_OWNS, values },
    { statement: ROLE_NAMED_IN, values },
  ]);
  return {
    holdings: (holdings?.rows ?? []) as RoleHolding[],
    owns: (owns?.rows ?? []) as RoleHoldings["owns"],
    namedIn: ((namedIn?.rows ?? []) as { text: string }[]).map(({ text }) => text),
  };
}

/** The databases of the cluster that something of the role stands in, this one included. Throws QueryError. */
export async function inspectRoleDatabases(client: Client, role: string): Promise<RoleDatabaseRow[]> {
  const { rows } = await withTransaction(client, LOOK, () => client.query<RoleDatabaseRow>(ROLE_DATABASES, [role]));
  return rows;
}
