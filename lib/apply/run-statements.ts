import { setTimeout as delay, setImmediate } from "node:timers/promises";
import { AppError } from "../errors.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { PlanSteps, Uncovered } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client, Notice } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { type TransactionOptions, withTransaction } from "../postgres/transaction.ts";
import { LOCK_IN_TRANSACTION, RELEASE_SAVEPOINT, ROLLBACK_TO_SAVEPOINT, SAVEPOINT } from "../statements/session.ts";
import { objectRef, type Statement } from "../statements/statement.ts";
import { batches, type Part } from "./batches.ts";
import { checkGrants, type Question, questionOf } from "./check-grants.ts";
import { lostAtCommit } from "./failure.ts";
import { probeInside } from "./probe-inside.ts";
import type { OnApplyEvent } from "./progress.ts";
import { WorldMoved } from "./world-moved.ts";

/** While a GRANT is uncommitted, others' ANALYZE, CREATE INDEX and ALTER on that table wait: so not for long. */
export const HOLD_MS = 5_000;
export const BUDGETS = { lockTimeoutMs: 2_000, statementTimeoutMs: HOLD_MS, idleTimeoutMs: 10_000 };

/** With others behind the grants, no longer than this is waited for what nothing that is run hangs on. */
const PATIENCE_MS = 500;

export type RunInput = {
  plan: PlanSteps;
  request: PlanRequest;
  snapshot: Snapshot;
  onEvent: OnApplyEvent;
  /** What else is still to be known, and takes a while: done while the server works. Where it fails nothing is to stand. */
  beside: () => Promise<unknown>;
  holdMs: number;
  partMs: number;
  /** The login's password goes in as it is. */
  inClear: boolean;
};

export function budgetsOf({ inClear }: RunInput): TransactionOptions {
  return { ...BUDGETS, scramPasswords: inClear };
}

/** Statements (by index) that could not be carried out and may be left out, each with what that leaves open. */
export type Ran = { skipped: Map<number, Uncovered> };

/** The plan's statements in one transaction, checked before COMMIT. Throws; then nothing of it stands. */
export async function runStatements(client: Client, input: RunInput): Promise<Ran> {
  const startedAt = performance.now();
  let checked = false;
  try {
    const ran = await withTransaction(client, budgetsOf(input), async () => {
      if (client.info.pooled) await client.query(LOCK_IN_TRANSACTION);
      const holdsSince = performance.now();
      const sent = sendAll(client, input, { from: 0, statements: input.plan.statements }, holdsSince);
      // Both while the first of them are on their way: others wait behind our grants meanwhile.
      const asked = setImmediate().then(() => questionOf(input));
      const beside = asked.then(() => input.beside());
      beside.catch(() => undefined);
      const [skipped, question] = await Promise.all([sent, asked]);
      input.onEvent({ type: "apply.checked", sentence: await bothChecks(client, input, question) });
      await Promise.race([beside, delay(PATIENCE_MS, null, { ref: false })]);
      const heldMs = Math.round(performance.now() - holdsSince);
      if (heldMs > input.holdMs) throw tooSlow(heldMs, input.holdMs);
      checked = true;
      return { skipped };
    });
    input.onEvent({ type: "apply.committed", durationMs: Math.round(performance.now() - startedAt) });
    return ran;
  } catch (error) {
    throw checked && lineWasLost(error) ? lostAtCommit(error, input.plan) : error;
  }
}

/** Sent together, one round trip. Both have ended when this rejects: the roll back comes behind them. */
async function bothChecks(client: Client, input: RunInput, question: Question): Promise<string> {
  const checks = [checkGrants(client, input, question), probeInside(client, input)] as const;
  await Promise.allSettled(checks);
  const [sentence] = await Promise.all(checks);
  return sentence;
}

function lineWasLost(error: unknown): boolean {
  if (!(error instanceof QueryError)) return false;
  return error.sqlstate === null || error.sqlstate.startsWith("57P0") || error.sqlstate.startsWith("08");
}

/**
 * Everything goes out in a few round trips; only what may be left out is waited for one by one. Gives what was left out.
 * Throws `change.too-slow` as soon as it has held others up since `since` for longer than it may.
 */
export async function sendAll(
  client: Client,
  { onEvent, holdMs }: RunInput,
  part: Part,
  since: number,
): Promise<Map<number, Uncovered>> {
  const skipped = new Map<number, Uncovered>();
  const told = (index: number, durationMs: number) => onEvent({ type: "apply.statement", index, durationMs });
  for (const { from, batch } of batches(part)) {
    const heldMs = Math.round(performance.now() - since);
    if (heldMs > holdMs) throw tooSlow(heldMs, holdMs);
    if (batch[0]?.kind === "public") {
      const startedAt = performance.now();
      const left = await tryPublic(client, batch[0]);
      if (left !== null) skipped.set(from, left);
      told(from, Math.round(performance.now() - startedAt));
      continue;
    }
    const answers = await client
      .many(
        batch.map((s) => s.sql),
        (i, durationMs) => told(from + i, durationMs),
      )
      .catch((error) => {
        throw isGone(error) ? new WorldMoved(`${error.sqlstate} ${error.serverMessage ?? ""}`) : error;
      });
    for (const [i, { notices }] of answers.entries()) refuseSilence(batch[i] as Statement, notices);
  }
  return skipped;
}

/** Looked at a moment ago and not there any more: a relation, a schema, a column, a role. */
function isGone(error: unknown): error is QueryError {
  return error instanceof QueryError && GONE.includes(error.sqlstate ?? "");
}

const GONE: readonly string[] = ["42P01", "3F000", "42703", "42704"];

/** GRANT and REVOKE answer with their tag and a mere warning when they did nothing, or not all (aclchk.c). */
function silent(notices: readonly Notice[]): Notice | undefined {
  return notices.find(
    (n) => n.sqlstate === SQLSTATE.privilegeNotGranted || n.sqlstate === SQLSTATE.privilegeNotRevoked,
  );
}

function refuseSilence(statement: Statement, notices: readonly Notice[]): void {
  const notice = silent(notices);
  if (notice === undefined) return;
  throw new AppError(
    "change.silently-refused",
    "The database took one of the changes and did nothing. We undid all of it.",
    {
      hint: "Sign in as the owner of what was not granted, or leave it out.",
      detail: `${notice.sqlstate} ${notice.message} (${statement.title})`,
      sqlstate: notice.sqlstate,
    },
  );
}

/** What is taken from PUBLIC may turn out not to be this admin's to take: then it is left, and said. */
async function tryPublic(client: Client, statement: Statement): Promise<Uncovered | null> {
  await client.query(SAVEPOINT);
  try {
    const notice = silent((await client.query(statement.sql)).notices);
    if (notice === undefined) {
      await client.query(RELEASE_SAVEPOINT);
      return null;
    }
    await client.query(ROLLBACK_TO_SAVEPOINT);
    return notTaken(statement, `${notice.sqlstate} ${notice.message}`);
  } catch (error) {
    if (!(error instanceof QueryError) || error.sqlstate !== SQLSTATE.insufficientPrivilege) throw error;
    await client.query(ROLLBACK_TO_SAVEPOINT);
    return notTaken(statement, `42501 ${error.serverMessage ?? ""}`);
  }
}

function notTaken(statement: Statement, reason: string): Uncovered {
  const object = statement.object ?? objectRef("other", "PUBLIC");
  return { kind: "public", object, owner: "", reason, remedy: `${statement.sql};` };
}

function tooSlow(heldMs: number, holdMs: number): AppError {
  return new AppError("change.too-slow", "This took too long for a live database, so we undid all of it.", {
    hint: "Do it in parts, one short transaction after the other, or try again when the database is less busy.",
    detail: `${heldMs} ms from the first GRANT; the budget is ${holdMs} ms.`,
  });
}
