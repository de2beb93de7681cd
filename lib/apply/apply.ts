import { setImmediate } from "node:timers/promises";
import type { Finding } from "../audit/finding.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { LoginParts } from "../plan/login.ts";
import { beginPlan, type Plan, type Uncovered } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client } from "../postgres/client.ts";
import { SERVER_TIME } from "../statements/session.ts";
import { explainFailure } from "./failure.ts";
import { findingsAtLast, findingsSoon } from "./findings-beside.ts";
import { withChangeLock } from "./lock.ts";
import type { OnApplyEvent } from "./progress.ts";
import { withRetries } from "./retry.ts";
import { runInParts } from "./run-in-parts.ts";
import { HOLD_MS, type Ran, type RunInput, runStatements } from "./run-statements.ts";
import type { Survey } from "./survey.ts";
import { WorldMoved } from "./world-moved.ts";

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
  const over = new AbortController();
  const { promise: underway, resolve: onUnderway } = Promise.withResolvers<void>();
  let planned: ReturnType<typeof begin> | null = null;
  const onSnapshot = (seen: Snapshot) => {
    planned = begin(options, seen);
    // What it refuses is thrown below, when the look is over: nothing stays open, and an error of the look comes first.
    planned.catch(() => undefined);
  };
  const wish = { onSnapshot, signal: over.signal, ...(waitsForFindings(options) ? {} : { underway }) };
  // Both at once: the clock is read where the survey begins, and that is as good a start for ten minutes.
  const clock = client.query<{ in_ten_minutes: string }>(SERVER_TIME);
  const surveying = options.survey(client, wish);
  try {
    const [{ rows }, seen] = await Promise.all([clock, surveying]);
    const made = await (planned ?? begin(options, seen.snapshot));
    return await run(client, options, { ...seen, ...made, inTenMinutes: rows[0]?.in_ten_minutes ?? "", onUnderway });
  } finally {
    // Where PUBLIC is still being looked at: nothing of it outlives this call.
    over.abort();
    onUnderway();
    const findings = await surveying.then((seen) => seen.findings).catch(() => []);
    if (!Array.isArray(findings)) await findings.soon;
  }
}

/** A plan that was shown, and a yes to a hazard, are about what was found. */
function waitsForFindings({ fingerprint, request, mode }: ApplyOptions): boolean {
  return fingerprint !== null || request.accept.length > 0 || mode === "parts";
}

type Looked = Awaited<ReturnType<Survey>> &
  Awaited<ReturnType<typeof begin>> & { inTenMinutes: string; onUnderway: () => void };

/** What the snapshot alone decides. */
async function begin({ request, choose }: ApplyOptions, snapshot: Snapshot) {
  const asked = choose ? { ...request, schemas: choose(snapshot) } : request;
  // Both take a while for a large database: what came in meanwhile, and is waited for, goes on in between.
  await setImmediate();
  return { request: asked, begun: beginPlan(asked, snapshot) };
}

async function run(client: Client, options: ApplyOptions, looked: Looked): Promise<Applied> {
  const { fingerprint, shown, mode, holdMs = HOLD_MS, onEvent = () => {} } = options;
  const { request, snapshot, begun } = looked;
  const login = options.login(looked.inTenMinutes);
  const known = Array.isArray(looked.findings) ? looked.findings : [];
  const steps = begun.steps(known, login);
  let told: Plan | null = null;
  const tell = (findings: Finding[]) => {
    told ??= begun.complete(shown || findings !== known ? begun.steps(findings, shown ?? login) : steps);
    return told;
  };
  if (fingerprint !== null && tell(known).fingerprint !== fingerprint)
    throw new WorldMoved("The plan made now has another fingerprint than the one that was shown.");
  const beside = async () => {
    looked.onUnderway();
    tell(await findingsSoon(looked.findings));
  };
  onEvent({ type: "apply.started", statements: steps.statements.length });
  const times = { holdMs, partMs: options.partMs ?? holdMs / 2 };
  const input = { plan: steps, request, snapshot, onEvent, beside, inClear: shown !== undefined, ...times };
  const { skipped } = steps.statements.length === 0 ? NOTHING_RAN : await runIn(mode, client, input);
  looked.onUnderway();
  const findings = await findingsAtLast(looked.findings);
  const plan = tell(findings);
  const ran = plan.statements.filter((_, i) => !skipped.has(i));
  // Brackets around nothing but what was left out change nothing.
  const statements = ran.every((s) => s.kind === "membership") ? [] : ran.map((s) => s.sql);
  return { plan, request, snapshot, findings, statements, uncovered: [...plan.uncovered, ...skipped.values()] };
}

const NOTHING_RAN: Ran = { skipped: new Map() };

function runIn(mode: ApplyOptions["mode"], client: Client, input: RunInput): Promise<Ran> {
  return mode === "parts" ? runInParts(client, input) : runStatements(client, input);
}
