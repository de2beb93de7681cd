import { AppError } from "../errors.ts";
import type { Client } from "./client.ts";
import { QueryError } from "./query-error.ts";
import { ident, integer, join, literal, type Sql, sql } from "./sql.ts";

export type TransactionOptions = {
  /** Default false: READ WRITE is said out loud, since a role may default to read only. */
  readOnly?: boolean;
  /** Default read committed. */
  isolation?: "read committed" | "repeatable read" | "serializable";
  /** Sees what another session sees that has exported its snapshot and is still in that transaction. */
  snapshot?: string;
  /** 0 switches a budget off. */
  lockTimeoutMs: number;
  statementTimeoutMs: number;
  idleTimeoutMs: number;
  /** A password goes in as it is: 13 and older settings would keep an MD5 hash of it. */
  scramPasswords?: boolean;
};

const BEGIN = {
  "read committed": sql`begin isolation level read committed`,
  "repeatable read": sql`begin isolation level repeatable read`,
  serializable: sql`begin isolation level serializable`,
} as const;

/**
 * Runs `work` in a transaction whose budgets are set before anything else, in one round trip with BEGIN. Commits when
 * `work` gives a value; rolls back when it throws and throws that error, also when the rollback fails or the line is
 * gone. Settings are local, so they hold and end the same way through a pooler.
 * A COMMIT that Postgres answers with ROLLBACK (a statement had failed and the error was swallowed) throws AppError
 * `change.rolled-back`; one whose answer never came throws `change.outcome-unknown`, since it may have been done.
 */
export async function withTransaction<T>(
  client: Client,
  options: TransactionOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const value = await opened(client, options, work);
  await commit(client, options);
  return value;
}

/**
 * The same for reading, without waiting for the end of it: what comes next on this session can be sent behind the COMMIT.
 * `committed` is to be awaited all the same, and rejects as withTransaction does.
 */
export async function withReading<T>(
  client: Client,
  options: Omit<TransactionOptions, "readOnly">,
  work: (client: Client) => Promise<T>,
): Promise<{ value: T; committed: Promise<void> }> {
  const reading = { ...options, readOnly: true };
  const value = await opened(client, reading, work);
  const committed = commit(client, reading);
  // Whoever awaits it is told; until then it must not end the process.
  committed.catch(() => undefined);
  return { value, committed };
}

async function opened<T>(
  client: Client,
  options: TransactionOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const begun = client.query(opening(options, client.actAs));
  try {
    // A reader's first question goes out with BEGIN: should that fail, it was only asked in vain.
    if (options.readOnly) begun.catch(() => undefined);
    else await begun;
    const value = await work(client);
    await begun;
    return value;
  } catch (error) {
    await client.query(sql`rollback`).catch(() => undefined);
    await begun;
    throw error;
  }
}

async function commit(client: Client, options: TransactionOptions): Promise<void> {
  const { command } = await client.query(sql`commit`).catch((error) => {
    throw options.readOnly ? error : commitFailure(error);
  });
  if (command === "ROLLBACK") throw rolledBack();
}

/**
 * Statements that need no look in between, in a transaction that is one message and one round trip: what comes after one
 * that fails is not run (docs: 55.2.3, simple query). Throws as `withTransaction` does.
 */
export async function runInOneTrip(
  client: Client,
  options: TransactionOptions,
  statements: readonly Sql[],
): Promise<void> {
  const all = [opening(options, client.actAs), ...statements, sql`commit`];
  const { command } = await client.query(join(all, ";\n")).catch(async (error) => {
    await client.query(sql`rollback`).catch(() => undefined);
    throw options.readOnly ? error : commitFailure(error);
  });
  if (command === "ROLLBACK") throw rolledBack();
}

/** An error with a SQLSTATE is the server's "no". Without one, or in a crash (57P02), nobody knows. */
function commitFailure(error: unknown): unknown {
  const answered = error instanceof QueryError && error.sqlstate !== null && error.sqlstate !== "57P02";
  if (answered) return error;
  return new AppError(
    "change.outcome-unknown",
    "The line broke at the very last step, so we cannot tell whether it was done.",
    {
      hint: "Connect again and look: either all of it stands, or nothing.",
      detail: "No answer to COMMIT.",
      cause: error,
    },
  );
}

function rolledBack(): AppError {
  return new AppError("change.rolled-back", "A step did not work, so the database undid all of them.", {
    hint: "Nothing was changed. Try again.",
    detail: "COMMIT was answered with ROLLBACK: an earlier statement of the transaction had failed.",
  });
}

function opening(options: TransactionOptions, actAs: string | undefined): Sql {
  const begin = BEGIN[options.isolation ?? "read committed"];
  const mode = options.readOnly ? sql`read only` : sql`read write`;
  const scram = options.scramPasswords ? sql`;\nset local password_encryption = 'scram-sha-256'` : sql``;
  const seen = options.snapshot === undefined ? sql`` : sql`;\nset transaction snapshot ${literal(options.snapshot)}`;
  const become = actAs === undefined ? sql`` : sql`;\nset local role ${ident(actAs)}`;
  return sql`${begin}, ${mode}${seen};
set local search_path = pg_catalog;
set local lock_timeout = ${integer(options.lockTimeoutMs)};
set local statement_timeout = ${integer(options.statementTimeoutMs)};
set local idle_in_transaction_session_timeout = ${integer(options.idleTimeoutMs)}${scram}${become}`;
}
