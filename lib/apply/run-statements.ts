import { AppError } from "../errors.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { Plan, Uncovered } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client, Notice } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { LOCK_IN_TRANSACTION, RELEASE_SAVEPOINT, ROLLBACK_TO_SAVEPOINT, SAVEPOINT } from "../statements/session.ts";
import { objectRef, type Statement } from "../statements/statement.ts";
import { checkGrants } from "./check-grants.ts";
import { lostAtCommit } from "./failure.ts";
import { probeInside } from "./probe-inside.ts";
import type { OnApplyEvent } from "./progress.ts";

/** While a GRANT is uncommitted, others' ANALYZE, CREATE INDEX and ALTER on that table wait: so not for long. */
const HOLD_MS = 5_000;
const BUDGETS = { lockTimeoutMs: 2_000, statementTimeoutMs: HOLD_MS, idleTimeoutMs: 10_000 };

export type RunInput = { plan: Plan; request: PlanRequest; snapshot: Snapshot; onEvent: OnApplyEvent };

/** Statements (by index) that could not be carried out and may be left out, each with what that leaves open. */
export type Ran = { skipped: Map<number, Uncovered> };

/** The plan's statements in one transaction, checked before COMMIT. Throws; then nothing of it stands. */
export async function runStatements(client: Client, input: RunInput): Promise<Ran> {
  const startedAt = performance.now();
  let checked = false;
  try {
    const ran = await withTransaction(client, BUDGETS, async () => {
      if (client.info.pooled) await client.query(LOCK_IN_TRANSACTION);
      const holdsSince = performance.now();
      const skipped = await sendAll(client, input);
      input.onEvent({ type: "apply.checked", sentence: await checkGrants(client, input) });
      await probeInside(client, input);
      const heldMs = Math.round(performance.now() - holdsSince);
      if (heldMs > HOLD_MS) throw tooSlow(heldMs);
      checked = true;
      return { skipped };
    });
    input.onEvent({ type: "apply.committed", durationMs: Math.round(performance.now() - startedAt) });
    return ran;
  } catch (error) {
    throw checked && lineWasLost(error) ? lostAtCommit(error, input.plan) : error;
  }
}

function lineWasLost(error: unknown): boolean {
  if (!(error instanceof QueryError)) return false;
  return error.sqlstate === null || error.sqlstate.startsWith("57P0") || error.sqlstate.startsWith("08");
}

/** Everything goes out in as few round trips as can be; only what may be left out is waited for one by one. */
async function sendAll(client: Client, { plan, onEvent }: RunInput): Promise<Map<number, Uncovered>> {
  const skipped = new Map<number, Uncovered>();
  const told = (index: number, durationMs: number) => onEvent({ type: "apply.statement", index, durationMs });
  for (const { from, batch } of batches(plan.statements)) {
    if (batch[0]?.kind === "public") {
      const startedAt = performance.now();
      const left = await tryPublic(client, batch[0]);
      if (left !== null) skipped.set(from, left);
      told(from, Math.round(performance.now() - startedAt));
      continue;
    }
    const answers = await client.many(
      batch.map((s) => s.sql),
      (i, durationMs) => told(from + i, durationMs),
    );
    for (const [i, { notices }] of answers.entries()) refuseSilence(batch[i] as Statement, notices);
  }
  return skipped;
}

/** Runs of statements that belong in one send; each one about PUBLIC stands alone. */
function batches(statements: readonly Statement[]): { from: number; batch: Statement[] }[] {
  const found: { from: number; batch: Statement[] }[] = [];
  for (const [index, statement] of statements.entries()) {
    const last = found.at(-1);
    const joins = last !== undefined && statement.kind !== "public" && last.batch[0]?.kind !== "public";
    if (joins) last.batch.push(statement);
    else found.push({ from: index, batch: [statement] });
  }
  return found;
}

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

function tooSlow(heldMs: number): AppError {
  return new AppError("change.too-slow", "This took too long for a live database, so we undid all of it.", {
    hint: "Try again when the database is less busy, or share fewer schemas at a time.",
    detail: `${heldMs} ms from the first GRANT; the budget is ${HOLD_MS} ms.`,
  });
}
