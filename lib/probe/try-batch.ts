import type { Client } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import type { Sql } from "../postgres/sql.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { runTries, TAKEN_BACK, TELL_TRIES, TRIES_ANSWERED, type TryAnswer } from "../statements/probe-block.ts";
import { CLOSE_PROBES, oneProbe, openProbes } from "../statements/probe-statements.ts";
import type { Probe } from "../verify/verification.ts";
import { PATIENCE } from "./pace.ts";
import type { Try, TryBudget } from "./try.ts";

/** How the tries of a session are sent, and when it last answered. */
export type Manner = {
  /** Many in one message; false once the session has shown that it cannot (no PL/pgSQL, a cancel). */
  together: boolean;
  /** performance.now() */
  lastAnswer: number;
};

/**
 * Tries a batch of one mode in a transaction that is rolled back: in one block, or where that does not work, one
 * after the other. Gives the answers in order, fewer where the block had waited for locks often enough; null where the
 * transaction could not be opened, so that nothing was tried. Rejects only when the line breaks.
 */
export async function tryBatch(
  client: Client,
  batch: readonly Try[],
  budget: TryBudget,
  manner: Manner,
): Promise<Probe[] | null> {
  const probes = manner.together ? await tryTogether(client, batch, budget) : null;
  if (probes !== null) return probes;
  manner.together = false;
  return tryEach(client, batch, budget, manner);
}

/** null: it cannot be done that way here, whatever the reason. */
async function tryTogether(client: Client, batch: readonly Try[], budget: TryBudget): Promise<Probe[] | null> {
  const [first] = batch;
  if (first === undefined) return [];
  const sent = [
    openingOf(first, budget),
    { statement: TELL_TRIES, values: [JSON.stringify(batch.map((one) => one.sql))] },
    runTries(PATIENCE),
    TRIES_ANSWERED,
    CLOSE_PROBES,
  ];
  try {
    const rows = (await client.many(sent)).at(3)?.rows as { answers: string }[];
    const answers = JSON.parse(rows[0]?.answers ?? "[]") as TryAnswer[];
    return answers.map(([sqlstate, message, milliseconds], i) => {
      const done = sqlstate === TAKEN_BACK;
      const answer = { sqlstate: done ? SQLSTATE.successfulCompletion : sqlstate, message: done ? null : message };
      return { ...probeOf(batch[i] as Try, answer), durationMs: rounded(milliseconds) };
    });
  } catch (error) {
    if (sqlstateOf(error) === null) throw error;
    return null;
  }
}

async function tryEach(
  client: Client,
  batch: readonly Try[],
  budget: TryBudget,
  manner: Manner,
): Promise<Probe[] | null> {
  const [first] = batch;
  if (first === undefined) return [];
  const opened = client.query(openingOf(first, budget)).then(
    () => true,
    (error) => sqlstateOf(error) === null,
  );
  const sentAt = performance.now();
  const answers = batch.map(async (one) => {
    const answer = await answerTo(client, one.sql);
    const now = performance.now();
    // What was sent behind a batch that is under way has not waited for its own sake.
    const since = Math.max(sentAt, manner.lastAnswer);
    manner.lastAnswer = now;
    return { ...probeOf(one, answer), durationMs: rounded(now - since) };
  });
  const closed = client.query(CLOSE_PROBES);
  const [probes] = await Promise.all([Promise.all(answers), closed]);
  return (await opened) ? probes : null;
}

function openingOf({ mode }: Try, { lockTimeoutMs, statementTimeoutMs, becoming }: TryBudget): Sql {
  return openProbes(mode, lockTimeoutMs, statementTimeoutMs, becoming);
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

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

function sqlstateOf(error: unknown): string | null {
  return error instanceof QueryError ? error.sqlstate : null;
}
