import type { Client } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import type { Sql } from "../postgres/sql.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { type Becoming, CLOSE_PROBES, oneProbe, openProbes, type ProbeMode } from "../statements/probe-statements.ts";
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
  becoming: Becoming | null;
};

/** How many are under way at once, at first and at most: at worst each of them waits for a lock until its timeout. */
const FIRST_BATCH = 16;
const BATCH = 64;
/** So many waits for locks, and somebody is at work on the tables: the rest is left alone. */
const PATIENCE = 5;

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
  const late = tries.filter((t) => t.mode === "read only").concat(tries.filter((t) => t.mode === "read write"));
  const blocked: Try[] = [];
  let waits = 0;
  let slowest = 0;
  let batch = FIRST_BATCH;
  while (late.length > 0 && waits < PATIENCE) {
    const mode = late[0]?.mode ?? "read only";
    const alike = late.filter((t) => t.mode === mode).length;
    const worst = Math.max(budget.lockTimeoutMs, slowest * 2);
    const size = Math.min(batch, Math.floor((budget.deadline - performance.now()) / worst), alike);
    if (size < 1) break;
    onAsking(late[0]?.sql ?? "", tries.length - late.length);
    const probes = await tryBatch(client, late.slice(0, size), mode, budget);
    if (probes === null) {
      blocked.push(...late.splice(0, alike));
      continue;
    }
    late.splice(0, size);
    for (const probe of probes) onProbe(probe);
    batch = Math.min(BATCH, batch * 2);
    slowest = Math.max(slowest, ...probes.map(({ durationMs }) => durationMs));
    waits += probes.filter((probe) => probe.sqlstate === SQLSTATE.lockNotAvailable).length;
  }
  return { late, blocked };
}

/** null: the transaction could not be opened, so nothing in it was tried. */
async function tryBatch(client: Client, batch: Try[], mode: ProbeMode, budget: TryBudget): Promise<Probe[] | null> {
  const { lockTimeoutMs, statementTimeoutMs, becoming } = budget;
  const opened = client.query(openProbes(mode, lockTimeoutMs, statementTimeoutMs, becoming)).then(
    () => true,
    (error) => sqlstateOf(error) === null,
  );
  let last = performance.now();
  const answers = batch.map(async (one) => {
    const answer = await answerTo(client, one.sql);
    const now = performance.now();
    const probe = { ...probeOf(one, answer), durationMs: Math.round((now - last) * 10) / 10 };
    last = now;
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
