import { explainFailure } from "../apply/failure.ts";
import { withChangeLock } from "../apply/lock.ts";
import { withRetries } from "../apply/retry.ts";
import { BUDGETS } from "../apply/run-statements.ts";
import type { RoleLife } from "../inspect/role-life.ts";
import type { Client, Target } from "../postgres/client.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { allowLogin, forbidLogin } from "../statements/role-life.ts";
import type { Statement } from "../statements/statement.ts";
import { type EndedSessions, endSessionsOf } from "./end-sessions.ts";
import { asAdmin, type LifeOptions, roleToChange } from "./role-to-change.ts";

export type PauseResult = {
  outcome: "paused" | "unchanged";
  role: string;
  /** As they ran. */
  statements: string[];
  sessions: EndedSessions;
  finishedAt: string;
};

export type ResumeResult = {
  outcome: "resumed" | "unchanged";
  role: string;
  statements: string[];
  /** Its password ran out then: it may sign in again, but not with that password. */
  expiredAt: string | null;
  finishedAt: string;
};

/**
 * Shuts the login and ends its sessions; its password, rights and guards stay. Said again, it does nothing but end
 * what is open. Throws AppError `refused.*` before any change, `change.*` after a rollback.
 */
export async function pause(target: Target, options: LifeOptions): Promise<PauseResult> {
  return asAdmin(target, options, async (client) => {
    const life = await roleToChange(client, options);
    return withChangeLock(client, () => pauseRole(client, life));
  });
}

/** The same over a session that is open already. */
export async function pauseRole(client: Client, life: RoleLife): Promise<PauseResult> {
  const statements = life.login ? [forbidLogin(life.name)] : [];
  await run(client, statements);
  // Only now: before the commit it could sign in again at once.
  const sessions = await endSessionsOf(client, life);
  const outcome = life.login || sessions.ended > 0 ? "paused" : "unchanged";
  return { outcome, role: life.name, statements: sqlOf(statements), sessions, finishedAt: new Date().toISOString() };
}

/** Lets the login sign in again. Nothing is done where it may already. Throws as `pause` does. */
export async function resume(target: Target, options: LifeOptions): Promise<ResumeResult> {
  return asAdmin(target, options, async (client) => {
    const life = await roleToChange(client, options);
    const statements = life.login ? [] : [allowLogin(life.name)];
    await withChangeLock(client, () => run(client, statements));
    return {
      outcome: life.login ? "unchanged" : "resumed",
      role: life.name,
      statements: sqlOf(statements),
      expiredAt: life.expired ? life.validUntil : null,
      finishedAt: new Date().toISOString(),
    };
  });
}

async function run(client: Client, statements: readonly Statement[]): Promise<void> {
  if (statements.length === 0) return;
  const once = () => withTransaction(client, BUDGETS, () => client.many(sqlOf(statements)));
  await withRetries(once).catch((error) => {
    throw explainFailure(error);
  });
}

function sqlOf(statements: readonly Statement[]): Statement["sql"][] {
  return statements.map((one) => one.sql);
}
