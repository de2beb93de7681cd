import { setTimeout as delay } from "node:timers/promises";
import { BUDGETS } from "../apply/run-statements.ts";
import type { RoleLife } from "../inspect/role-life.ts";
import { sessionsOf } from "../inspect/role-life.ts";
import type { Client } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import type { Sql } from "../postgres/sql.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { endSessions } from "../statements/role-life.ts";
import { ROLE_SAVEPOINT, ROLLBACK_TO_ROLE_SAVEPOINT, stepInto } from "../statements/session.ts";

/** `left` sessions could not be ended; `why` says what the server answered, null where they were only slow to go. */
export type EndedSessions = { ended: number; left: number; why: string | null };

const WITHIN_MS = 5_000;
const AGAIN_MS = 100;

type Whose = Pick<RoleLife, "name" | "me" | "maySignal" | "versionNum">;

/**
 * Ends the sessions of the role, and looks again until none is left: one that was signing in while the login was shut
 * may show up late. An admin without the right steps into the role for it, inside a savepoint that is rolled back.
 * Never throws for what the server refuses: what is left is said.
 */
export async function endSessionsOf(client: Client, whose: Whose, withinMs = WITHIN_MS): Promise<EndedSessions> {
  const until = performance.now() + withinMs;
  const gone = new Set<number>();
  for (let quiet = 0; ; ) {
    const round = await endOnce(client, whose).catch((error) => {
      if (!(error instanceof QueryError) || error.sqlstate === null) throw error;
      return error;
    });
    if (round instanceof QueryError) {
      const why = `${round.sqlstate} ${round.serverMessage ?? ""}`.trim();
      return { ended: gone.size, left: await left(client, whose), why };
    }
    for (const pid of round.ended) gone.add(pid);
    quiet = round.left === 0 ? quiet + 1 : 0;
    if (quiet === 2) return { ended: gone.size, left: 0, why: null };
    if (performance.now() > until) return { ended: gone.size, left: round.left, why: null };
    await delay(AGAIN_MS);
  }
}

async function endOnce(client: Client, whose: Whose): Promise<{ ended: number[]; left: number }> {
  return withTransaction(client, BUDGETS, async () => {
    const answers = await client.many(within(whose, endSessions(whose.name).sql));
    const rows = answers.find((one) => one.command === "SELECT")?.rows ?? [];
    const ended = rows.filter((row) => row.ended === true).map((row) => Number(row.pid));
    return { ended, left: await sessionsOf(client, whose.name) };
  });
}

function within({ name, me, maySignal, versionNum }: Whose, statement: Sql): Sql[] {
  if (maySignal) return [statement];
  return [ROLE_SAVEPOINT, ...stepInto(name, me, versionNum), statement, ROLLBACK_TO_ROLE_SAVEPOINT];
}

function left(client: Client, { name }: Whose): Promise<number> {
  return withTransaction(client, BUDGETS, () => sessionsOf(client, name));
}
