import { explainFailure } from "../apply/failure.ts";
import { withChangeLock } from "../apply/lock.ts";
import { withRetries } from "../apply/retry.ts";
import { BUDGETS } from "../apply/run-statements.ts";
import { holdingsNow } from "../inspect/role-holdings.ts";
import { inspectRoleLife, type RoleLife } from "../inspect/role-life.ts";
import type { Client, Target } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { dropRole } from "../statements/role.ts";
import { endSessions } from "../statements/role-life.ts";
import type { EndedSessions } from "./end-sessions.ts";
import { pauseRole } from "./pause.ts";
import { type Looked, lookForRemoval, notEntered, quietly } from "./removal-look.ts";
import { type LeftBehind, removalStep, stillThere } from "./removal-plan.ts";
import { asAdmin, type LifeOptions, roleToChange } from "./role-to-change.ts";

export type RemoveOptions = LifeOptions & { onEvent?: (event: RemoveEvent) => void };

export type RemoveEvent =
  | { type: "remove.paused"; sessions: EndedSessions }
  | { type: "remove.database"; database: string; left: number }
  | { type: "remove.dropped" };

export type RemoveResult = {
  /** `left`: it is paused, and `left` says what keeps it from being dropped. `unchanged`: there is no such login. */
  outcome: "removed" | "left" | "unchanged";
  role: string;
  /** As they ran, in this order. */
  statements: { database: string; sql: string }[];
  sessions: EndedSessions;
  left: LeftBehind[];
  finishedAt: string;
};

const NOBODY: EndedSessions = { ended: 0, left: 0, why: null };

/**
 * Pauses the role, takes from it what it holds in every database of the cluster, each in one transaction, and drops it.
 * What is out of the admin's reach is named, and the role stays paused. Nobody else loses anything: what it owns, its
 * members and rights that it handed on are refused before any change. Throws AppError `refused.*`, `change.*`.
 */
export async function remove(target: Target, options: RemoveOptions): Promise<RemoveResult> {
  return asAdmin(target, options, async (client) => {
    if ((await inspectRoleLife(client, options.role)) === null) return gone(options.role);
    const life = await roleToChange(client, options);
    return withChangeLock(client, () => removeRole(client, life, target, options));
  });
}

function gone(role: string): RemoveResult {
  return { outcome: "unchanged", role, statements: [], sessions: NOBODY, left: [], finishedAt: now() };
}

async function removeRole(
  client: Client,
  life: RoleLife,
  target: Target,
  options: RemoveOptions,
): Promise<RemoveResult> {
  const tell = options.onEvent ?? (() => {});
  const { looked, shut } = await lookForRemoval(client, life, target, options);
  const { statements: forbidden, sessions } = await pauseRole(client, life);
  tell({ type: "remove.paused", sessions });
  const statements = forbidden.map((sql) => ({ database: target.database, sql }));
  const left = [...shut, ...stillOpen(life.name, target.database, sessions)];
  for (const one of looked) {
    const done = await stepIn(client, life, one, target, options);
    statements.push(...done.sql.map((sql) => ({ database: one.database, sql })));
    left.push(...done.left);
    tell({ type: "remove.database", database: one.database, left: done.left.length });
  }
  if (left.length === 0) {
    const dropped = await drop(client, life.name, target.database);
    left.push(...dropped.left);
    statements.push(...dropped.sql.map((sql) => ({ database: target.database, sql })));
  }
  if (left.length === 0) tell({ type: "remove.dropped" });
  const outcome = left.length === 0 ? "removed" : "left";
  return { outcome, role: life.name, statements, sessions, left, finishedAt: now() };
}

type Done = { sql: string[]; left: LeftBehind[] };

/** One database, in one transaction: its statements, then what is still there. A failure leaves it as it was, and says so. */
async function stepIn(
  client: Client,
  life: RoleLife,
  one: Looked,
  target: Target,
  options: LifeOptions,
): Promise<Done> {
  const { database, home, found } = one;
  const sql = removalStep(life, one, found).statements.map((statement) => statement.sql);
  const once = (at: Client) =>
    withTransaction(at, BUDGETS, async () => {
      await at.many(sql);
      return { sql, left: stillThere(life.name, database, await holdingsNow(at, life.name)) };
    });
  try {
    if (home) return await withRetries(() => once(client));
    return await asAdmin({ ...target, database }, quietly(options), (at) => withRetries(() => once(at)));
  } catch (error) {
    const { message, detail, sqlstate } = explainFailure(error);
    const why = [message, sqlstate, detail].filter((part) => part !== null).join(" ");
    return { sql: [], left: [notEntered(life.name, { database, ties: found.holdings.length }, why)] };
  }
}

function stillOpen(role: string, database: string, { left, why }: EndedSessions): LeftBehind[] {
  if (left === 0) return [];
  const what = `${left} open sessions that could not be ended${why === null ? "" : `: ${why}`}`;
  return [{ database, what, who: "a superuser", remedy: `${endSessions(role).sql};` }];
}

/** Somebody may have granted it something meanwhile (2BP01): then it stays paused, and that is said. */
async function drop(client: Client, role: string, database: string): Promise<Done> {
  const { sql } = dropRole(role);
  try {
    await withRetries(() => withTransaction(client, BUDGETS, () => client.query(sql)));
    return { sql: [sql], left: [] };
  } catch (error) {
    const { detail, message, sqlstate } = explainFailure(error);
    const what = [sqlstate, detail ?? message].filter((part) => part !== null).join(" ");
    return { sql: [], left: [{ database, what, who: "a superuser", remedy: `DROP ROLE ${ident(role)};` }] };
  }
}

function now(): string {
  return new Date().toISOString();
}
