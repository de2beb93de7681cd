import type { Client } from "../postgres/client.ts";
import type { Sql } from "../postgres/sql.ts";
import type { Becoming, ProbeMode } from "../statements/probe-statements.ts";
import type { ObjectRef } from "../statements/statement.ts";
import type { Probe, ProbeAction } from "../verify/verification.ts";
import { isBusy, lockTimeoutOf, type Pace, paceAfter, paceAgain, START, sizeOfNext } from "./pace.ts";
import { type Manner, tryBatch } from "./try-batch.ts";

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
 * Tries one after the other, each in a subtransaction of a transaction that is rolled back, and tells every answer as it
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
  const manner: Manner = { together: true, lastAnswer: 0 };
  let pace = START;
  function sendNext(): boolean {
    const batch = takeBatch(late, sent, pace, budget);
    const [first] = batch;
    if (first === undefined) return false;
    onAsking(first.sql, tries.length - late.length - batch.length);
    const lockTimeoutMs = lockTimeoutOf(pace, budget.lockTimeoutMs);
    const answers = tryBatch(client, batch, { ...budget, lockTimeoutMs }, manner);
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
      late.splice(0, late.length, ...byMode([...late, ...again.splice(0)]));
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
    // Locks kept it waiting often enough: what has no answer yet comes later, at another pace.
    const unanswered = first.batch.slice(probes.length);
    if (unanswered.length > 0) late.splice(0, late.length, ...byMode([...unanswered, ...late]));
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
