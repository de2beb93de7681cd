import type { Client } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import type { Sql } from "../postgres/sql.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { CLOSE_PROBES, oneProbe, openProbes, type ProbeMode } from "../statements/probe-statements.ts";
import type { ObjectRef } from "../statements/statement.ts";
import type { Probe, ProbeAction } from "../verify/verification.ts";

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
  becoming: string | null;
};

/** How many are under way at once: at worst each of them waits for a lock until its timeout. */
const BATCH = 32;
/** So many waits for locks, and somebody is at work on the tables: the rest is left alone. */
const PATIENCE = 5;

/**
 * Tries one after the other, each in a savepoint of a transaction that is rolled back, and tells every answer as it
 * comes. Gives back those that were not begun in time. Rejects only when the line breaks.
 */
export async function tryAll(
  client: Client,
  tries: readonly Try[],
  budget: TryBudget,
  onProbe: (probe: Probe) => void,
): Promise<Try[]> {
  const left = [...tries.filter((t) => t.mode === "read only"), ...tries.filter((t) => t.mode === "read write")];
  let waits = 0;
  while (left.length > 0 && waits < PATIENCE) {
    const mode = left[0]?.mode ?? "read only";
    const affordable = Math.floor((budget.deadline - performance.now()) / budget.lockTimeoutMs);
    const size = Math.min(BATCH, affordable, left.filter((t) => t.mode === mode).length);
    if (size < 1) break;
    const probes = await tryBatch(client, left.splice(0, size), mode, budget, onProbe);
    waits += probes.filter((probe) => probe.sqlstate === SQLSTATE.lockNotAvailable).length;
  }
  return left;
}

async function tryBatch(
  client: Client,
  batch: Try[],
  mode: ProbeMode,
  budget: TryBudget,
  onProbe: (probe: Probe) => void,
): Promise<Probe[]> {
  const opened = client.query(openProbes(mode, budget.lockTimeoutMs, budget.statementTimeoutMs, budget.becoming));
  let last = performance.now();
  const answers = batch.map(async (one) => {
    const answer = await answerTo(client, one.sql);
    const now = performance.now();
    const probe = { ...probeOf(one, answer), durationMs: Math.round((now - last) * 10) / 10 };
    last = now;
    return probe;
  });
  const closed = client.query(CLOSE_PROBES);
  // Where the transaction could not be opened, its answers say nothing about the role.
  const [open] = await Promise.allSettled([opened, closed]);
  const probes = (await Promise.all(answers)).map((probe) =>
    open.status === "fulfilled" ? probe : unopened(probe, open.reason),
  );
  for (const probe of probes) onProbe(probe);
  return probes;
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

function unopened(probe: Probe, reason: unknown): Probe {
  if (!(reason instanceof QueryError) || reason.sqlstate === null) throw reason;
  return { ...probe, sqlstate: reason.sqlstate, message: reason.serverMessage, result: "inconclusive" };
}
