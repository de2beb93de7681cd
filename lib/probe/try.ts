import type { Client } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import type { Sql } from "../postgres/sql.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { type Becoming, CLOSE_PROBES, oneProbe, openProbes, type ProbeMode } from "../statements/probe-statements.ts";
import type { ObjectRef } from "../statements/statement.ts";
import type { Probe, ProbeAction } from "../verify/verification.ts";
import { isBusy, lockTimeoutOf, type Pace, paceAfter, paceAgain, START, sizeOfNext } from "./pace.ts";

/** Something to be tried as the role, and what the catalog lets us expect. */
export type Try = {
  action: ProbeAction;
  object: ObjectRef | null;
  sql: Sql;
  expected: "00000" | "42501";
  mode: ProbeMode;
};

export type TryBudget = {
  /** performance.now() after which nothing new is begun. */
  deadline: number;
  lockTimeoutMs: number;
  statementTimeoutMs: number;
  /** Become this role inside each transaction, where the session is not its own. */
  becoming: Becoming | null;
};

/**
 * Tries one after the other, each in a savepoint of a transaction that is rolled back, and tells every answer as it
 * comes. Gives back what was not tried: for want of time, or since the session could not get that far (it may not
 * become the role, a replica). Rejects only when the line breaks.
 */
export async function tryAll(
  client: Client,
  tries: readonly Try[],
  budget: TryBudget,
  onProbe: (probe: Probe) => void,
  onAsking: (sql: string, asked: number) => void = () => {},
): Promise<{ late: Try[]; blocked: Try[] }> {
  const late = byMode(tries);
  const blocked: Try[] = [];
  const again: Try[] = [];
  const sent: Sent[] = [];
  const clock = { lastAnswer: 0 };
  let pace = START;
  function sendNext(): boolean {
    const batch = takeBatch(late, sent, pace, budget);
    const [first] = batch;
    if (first === undefined) return false;
    onAsking(first.sql, tries.length - late.length - batch.length);
    const lockTimeoutMs = lockTimeoutOf(pace, budget.lockTimeoutMs);
    const answers = tryBatch(client, batch, first.mode, { ...budget, lockTimeoutMs }, clock);
    // Where the line breaks the first of them is told.
    answers.catch(() => undefined);
    return sent.push({ batch, answers }) > 0;
  }
  for (;;) {
    while (sendNext());
    const first = sent.shift();
    if (first === undefined) {
      const next = paceAgain(pace);
      if (next === null) return { late, blocked };
      pace = next;
      late.splice(0, late.length, ...byMode([...again.splice(0), ...late]));
      continue;
    }
    const probes = await first.answers;
    if (probes === null) {
      const alike = late.filter((t) => t.mode === first.batch[0]?.mode).length;
      blocked.push(...first.batch, ...late.splice(0, alike));
      continue;
    }
    for (const [i, probe] of probes.entries()) {
      if (pace.phase === "quick" && isBusy(probe)) again.push(first.batch[i] as Try);
      else onProbe(probe);
    }
    pace = paceAfter(pace, probes);
  }
}

type Sent = { batch: Try[]; answers: Promise<Probe[] | null> };

/** Takes off `late` what may be sent now, all of one mode; nothing where the pace or the time forbids it. */
function takeBatch(late: Try[], sent: readonly Sent[], pace: Pace, budget: TryBudget): Try[] {
  const size = sizeOfNext(pace, {
    underWay: sent.reduce((sum, { batch }) => sum + batch.length, 0),
    batches: sent.length,
    leftMs: budget.deadline - performance.now(),
    lockTimeoutMs: budget.lockTimeoutMs,
  });
  const alike = late.filter((t) => t.mode === late[0]?.mode).length;
  return late.splice(0, Math.max(0, Math.min(size, alike)));
}

function byMode(tries: readonly Try[]): Try[] {
  return tries.filter((t) => t.mode === "read only").concat(tries.filter((t) => t.mode === "read write"));
}

/** null: the transaction could not be opened, so nothing in it was tried. */
async function tryBatch(
  client: Client,
  batch: Try[],
  mode: ProbeMode,
  budget: TryBudget,
  clock: { lastAnswer: number },
): Promise<Probe[] | null> {
  const { lockTimeoutMs, statementTimeoutMs, becoming } = budget;
  const opened = client.query(openProbes(mode, lockTimeoutMs, statementTimeoutMs, becoming)).then(
    () => true,
    (error) => sqlstateOf(error) === null,
  );
  const sentAt = performance.now();
  const answers = batch.map(async (one) => {
    const answer = await answerTo(client, one.sql);
    const now = performance.now();
    // What was sent behind a batch that is under way has not waited for its own sake.
    const since = Math.max(sentAt, clock.lastAnswer);
    const probe = { ...probeOf(one, answer), durationMs: Math.round((now - since) * 10) / 10 };
    clock.lastAnswer = now;
    return probe;
  });
  const closed = client.query(CLOSE_PROBES);
  const [probes] = await Promise.all([Promise.all(answers), closed]);
  return (await opened) ? probes : null;
}

type Answer = { sqlstate: string; message: string | null };

async function answerTo(client: Client, statement: Sql): Promise<Answer> {
  try {
    await client.query(oneProbe(statement));
    return { sqlstate: SQLSTATE.successfulCompletion, message: null };
  } catch (error) {
    if (!(error instanceof QueryError) || error.sqlstate === null) throw error;
    return { sqlstate: error.sqlstate, message: error.serverMessage };
  }
}

/** 42501 is a refusal and 00000 a success; whatever else the server says tells nothing about the right. */
function probeOf({ action, object, sql, expected }: Try, { sqlstate, message }: Answer): Omit<Probe, "durationMs"> {
  const refused = sqlstate === SQLSTATE.insufficientPrivilege;
  const done = sqlstate === SQLSTATE.successfulCompletion;
  const result = refused ? "denied" : done ? "allowed" : "inconclusive";
  return { action, object, sql, expected, sqlstate, result, message };
}

function sqlstateOf(error: unknown): string | null {
  return error instanceof QueryError ? error.sqlstate : null;
}
