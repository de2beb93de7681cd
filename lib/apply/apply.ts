import { setImmediate } from "node:timers/promises";
import type { Finding } from "../audit/finding.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { LoginParts } from "../plan/login.ts";
import { beginPlan, type Plan, type Uncovered } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client } from "../postgres/client.ts";
import { SERVER_TIME } from "../statements/session.ts";
import { explainFailure } from "./failure.ts";
import { withChangeLock } from "./lock.ts";
import type { OnApplyEvent } from "./progress.ts";
import { withRetries } from "./retry.ts";
import { runInParts } from "./run-in-parts.ts";
import { HOLD_MS, runStatements } from "./run-statements.ts";
import { WorldMoved } from "./world-moved.ts";

/**
 * The facts that a plan rests on, read afresh: inspect, and audit where hazards are to be known. `onSnapshot`: as soon
 * as the snapshot is there, while the findings are still on their way.
 */
export type Survey = (
  client: Client,
  onSnapshot: (snapshot: Snapshot) => void,
) => Promise<{ snapshot: Snapshot; findings: Finding[] }>;

export type ApplyOptions = {
  request: PlanRequest;
  /** Where nothing was shown: what to share, chosen from the very look that the plan is made of. */
  choose?: (snapshot: Snapshot) => PlanRequest["schemas"];
  survey: Survey;
  /** Of the plan that was shown. null: nothing was shown, what is planned now is run. */
  fingerprint: string | null;
  /** What is sent where a password stands; gets the server's time in ten minutes. */
  login: (inTenMinutes: string) => LoginParts;
  /** What is told where a password stands (passwords in clear are never told). Default: what was sent. */
  shown?: LoginParts;
  /**
   * `whole` (default): one transaction, everything or nothing. `parts`: where that held a live database for too long
   * (`change.too-slow`), one transaction after the other, none held for long. What stands after a failure is said.
   */
  mode?: "whole" | "parts";
  /** Longest time from the first change to COMMIT. Default 5 s. */
  holdMs?: number;
  /** In parts: a part takes no further step after this long. Default: half of `holdMs`. */
  partMs?: number;
  onEvent?: OnApplyEvent;
};

export type Applied = {
  plan: Plan;
  /** As it was asked for, with what was chosen. */
  request: PlanRequest;
  /** The facts before the change, and what PUBLIC alone could do then. */
  snapshot: Snapshot;
  findings: Finding[];
  /** As they ran, byte for byte; passwords only as verifiers. */
  statements: string[];
  uncovered: Uncovered[];
};

/**
 * Lock, look again, compare with what was shown, run in one transaction, check inside it, commit. All or nothing; what
 * somebody else's concurrent change spoiled is begun again from the look. Throws AppError `refused.*` before any change,
 * `change.*` after a rollback that left nothing, or saying what stands.
 */
export async function apply(client: Client, options: ApplyOptions): Promise<Applied> {
  return withChangeLock(client, () =>
    withRetries(() => applyOnce(client, options), options.fingerprint === null).catch((error) => {
      throw explainFailure(error);
    }),
  );
}

async function applyOnce(client: Client, options: ApplyOptions): Promise<Applied> {
  const { fingerprint, onEvent = () => {} } = options;
  let begun: ReturnType<typeof begin> | null = null;
  const onSnapshot = (seen: Snapshot) => {
    begun = begin(options, seen);
    // What it refuses is thrown below, when the look is over: nothing stays open, and an error of the look comes first.
    begun.catch(() => undefined);
  };
  // Both at once: the clock is read where the survey begins, and that is as good a start for ten minutes.
  const [{ rows }, { snapshot, findings }] = await Promise.all([
    client.query<{ in_ten_minutes: string }>(SERVER_TIME),
    options.survey(client, onSnapshot),
  ]);
  const { request, finish } = await (begun ?? begin(options, snapshot));
  const now = finish(findings, options.login(rows[0]?.in_ten_minutes ?? ""));
  if (fingerprint !== null && now.fingerprint !== fingerprint)
    throw new WorldMoved("The plan made now has another fingerprint than the one that was shown.");
  onEvent({ type: "apply.started", statements: now.statements.length });
  const told = options.shown === undefined ? now : finish(findings, options.shown);
  if (now.statements.length === 0)
    return { plan: told, request, snapshot, findings, statements: [], uncovered: now.uncovered };
  const holdMs = options.holdMs ?? HOLD_MS;
  const inClear = options.shown !== undefined;
  const input = { plan: now, request, snapshot, onEvent, holdMs, partMs: options.partMs ?? holdMs / 2, inClear };
  const { skipped } = await (options.mode === "parts" ? runInParts(client, input) : runStatements(client, input));
  const ran = told.statements.filter((_, i) => !skipped.has(i));
  // Brackets around nothing but what was left out change nothing.
  const statements = ran.every((s) => s.kind === "membership") ? [] : ran.map((s) => s.sql);
  return {
    plan: told,
    request,
    snapshot,
    findings,
    statements,
    uncovered: [...now.uncovered, ...skipped.values()],
  };
}

/** What the snapshot alone decides. */
async function begin({ request, choose }: ApplyOptions, snapshot: Snapshot) {
  const asked = choose ? { ...request, schemas: choose(snapshot) } : request;
  // Both take a while for a large database: what came in meanwhile, and is waited for, goes on in between.
  await setImmediate();
  return { request: asked, finish: beginPlan(asked, snapshot) };
}
