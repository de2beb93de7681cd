import type { Client, Request, Result, Row } from "../postgres/client.ts";
import { integer, type Sql, sql } from "../postgres/sql.ts";

export type LookBudget = { lockTimeoutMs: number; statementTimeoutMs: number };

const QUICK: LookBudget = { lockTimeoutMs: 200, statementTimeoutMs: 30_000 };

/** One consistent look that may take several round trips. */
export const READ_ONCE = {
  isolation: "repeatable read",
  lockTimeoutMs: 200,
  statementTimeoutMs: 30_000,
  idleTimeoutMs: 30_000,
} as const;

/**
 * Several reads in one READ ONLY transaction and one round trip, BEGIN and COMMIT included. The transaction carries its
 * own search_path and budgets, so it means the same through a pooler. Rejects with the first failure.
 */
export async function oneLook(
  client: Client,
  requests: readonly (Sql | Request)[],
  { lockTimeoutMs, statementTimeoutMs }: LookBudget = QUICK,
): Promise<Result<Row>[]> {
  const opening = sql`begin isolation level read committed, read only;
set local search_path = pg_catalog;
set local lock_timeout = ${integer(lockTimeoutMs)};
set local statement_timeout = ${integer(statementTimeoutMs)};
set local idle_in_transaction_session_timeout = 10000`;
  const answers = await client.many([opening, ...requests, sql`commit`]);
  return answers.slice(1, -1);
}
