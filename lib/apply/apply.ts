import { setTimeout as delay } from "node:timers/promises";
import type { Finding } from "../audit/finding.ts";
import { AppError } from "../errors.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { LoginParts } from "../plan/login.ts";
import { type Plan, plan, type Uncovered } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import { isRetryable, SQLSTATE } from "../postgres/sqlstate.ts";
import { SERVER_TIME } from "../statements/session.ts";
import { explainFailure } from "./failure.ts";
import { withChangeLock } from "./lock.ts";
import type { OnApplyEvent } from "./progress.ts";
import { runStatements } from "./run-statements.ts";

/** The facts that a plan rests on, read afresh: inspect, and audit where hazards are to be known. */
export type Survey = (client: Client) => Promise<{ snapshot: Snapshot; findings: Finding[] }>;

export type ApplyOptions = {
  request: PlanRequest;
  survey: Survey;
  /** Of the plan that was shown. null: nothing was shown, what is planned now is run. */
  fingerprint: string | null;
  /** What is sent where a password stands; gets the server's time in ten minutes. */
  login: (inTenMinutes: string) => LoginParts;
  /** What is told where a password stands (passwords in clear are never told). Default: what was sent. */
  shown?: LoginParts;
  onEvent?: OnApplyEvent;
};

export type Applied = {
  plan: Plan;
  /** The facts before the change. */
  snapshot: Snapshot;
  /** As they ran, byte for byte; passwords only as verifiers. */
  statements: string[];
  uncovered: Uncovered[];
};

const ATTEMPTS = 6;

/**
 * Lock, look again, compare with what was shown, run in one transaction, check inside it, commit. All or nothing; what
 * somebody else's concurrent change spoiled is begun again from the look. Throws AppError `refused.*` before any change,
 * `change.*` after a rollback that left nothing, or saying what stands.
 */
export async function apply(client: Client, options: ApplyOptions): Promise<Applied> {
  return withChangeLock(client, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await applyOnce(client, options);
      } catch (error) {
        if (attempt === ATTEMPTS || !mayTryAgain(error)) throw explainFailure(error);
        await delay(2 ** attempt * 50 * (1 + Math.random()));
      }
    }
  });
}

/** Two runs in two databases of one cluster, or behind a pooler, can both see that the role is not there yet. */
function mayTryAgain(error: unknown): boolean {
  // Only what the server said: our own refusals may carry the same SQLSTATE.
  if (!(error instanceof QueryError)) return false;
  return isRetryable(error) || error.sqlstate === SQLSTATE.duplicateObject || error.sqlstate === "23505";
}

async function applyOnce(client: Client, options: ApplyOptions): Promise<Applied> {
  const { request, fingerprint, onEvent = () => {} } = options;
  const { snapshot, findings } = await options.survey(client);
  const { rows } = await client.query<{ in_ten_minutes: string }>(SERVER_TIME);
  const login = options.login(rows[0]?.in_ten_minutes ?? "");
  const now = plan(request, snapshot, findings, login);
  if (fingerprint !== null && now.fingerprint !== fingerprint) throw worldMoved();
  onEvent({ type: "apply.started", statements: now.statements.length });
  const told = options.shown === undefined ? now : plan(request, snapshot, findings, options.shown);
  if (now.statements.length === 0) return { plan: told, snapshot, statements: [], uncovered: now.uncovered };
  const { skipped } = await runStatements(client, { plan: now, request, snapshot, onEvent });
  return {
    plan: told,
    snapshot,
    statements: told.statements.filter((_, i) => !skipped.has(i)).map((s) => s.sql),
    uncovered: [...now.uncovered, ...skipped.values()],
  };
}

function worldMoved(): AppError {
  return new AppError("refused.world-moved", "The database has changed since you saw the plan. Nothing was changed.", {
    hint: "Look at the changes again, then say yes to them.",
    detail: "The plan made now has another fingerprint than the one that was shown.",
  });
}
