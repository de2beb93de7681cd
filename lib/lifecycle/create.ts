import { type Applied, type ApplyOptions, apply } from "../apply/apply.ts";
import { VERIFIER_REFUSED } from "../apply/failure.ts";
import { madeMeanwhile, meanwhileOf } from "../apply/made-meanwhile.ts";
import type { ApplyEvent } from "../apply/progress.ts";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { AppError } from "../errors.ts";
import { type Aftermath, inspectAftermath } from "../inspect/aftermath.ts";
import { type LoginParts, SHOWN_PLAINTEXT_LOGIN } from "../plan/login.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import { actingAs } from "../postgres/acting-as.ts";
import { type Client, type ClientOptions, type ConnectionInfo, type Target, withClient } from "../postgres/client.ts";
import { literal, type Sql, sql } from "../postgres/sql.ts";
import { Secret } from "../secret.ts";
import { setPassword } from "../statements/role.ts";
import type { Statement } from "../statements/statement.ts";
import type { Verification, VerifyEvent } from "../verify/verification.ts";
import { type Address, addressFor } from "./address.ts";
import { type AdminAdvice, adminAdvice } from "./admin-advice.ts";
import { refuseOpenedWays, refuseUnknowable } from "./opened-a-way.ts";
import { proven } from "./prove.ts";
import { rekey } from "./rekey.ts";
import { asRunError, type Stands } from "./run-error.ts";
import type { CreateStages } from "./stages.ts";

/** What `create` tells while it works. */
export type CreateEvent = ApplyEvent | VerifyEvent | { type: "rekeyed"; mode: PasswordMode };
export type PasswordMode = "verifier" | "plaintext" | "unchanged";

export type CreateOptions = {
  /** Of the plan that was shown; null: what is planned now is run. */
  fingerprint: string | null;
  /** SCRAM verifier of the password that the caller made and keeps. */
  verifier: string;
  /** The host is known to take no verifiers (Neon): do not try. Default: try, and fall back when it refuses. */
  plaintext?: boolean;
  /** Give an existing role of ours the caller's password too. */
  rotate?: boolean;
  /** In parts, where all at once would hold a live database up for too long. Default: as the request says. */
  mode?: ApplyOptions["mode"];
  /** The password of an existing role, if known: then its login is tested. With `rotate`: the new one. */
  readonlyPassword?: Secret | null;
  /** It may be out of date: where it is refused, the run goes on as without one. Default: the run fails. */
  passwordMayBeOld?: boolean;
  /** Where nothing was shown: what to share, chosen from the look that the plan is made of. May be asked again. */
  choose?: ApplyOptions["choose"];
  /** Once the admin is signed in, before anything is looked at. */
  onConnected?: (info: ConnectionInfo) => void;
  onEvent?: (event: CreateEvent) => void;
  client?: ClientOptions;
  stages: CreateStages;
};

export type CreateResult = {
  outcome: "created" | "changed" | "unchanged";
  role: string;
  address: Address;
  passwordMode: PasswordMode;
  /** Plaintext mode only: made here, since the host takes no verifier. */
  password: Secret | null;
  /** As they ran, byte for byte; passwords only as verifiers. These are secrets too: keep them out of reports. */
  statements: string[];
  hazards: Plan["hazards"];
  uncovered: Plan["uncovered"];
  notes: Plan["notes"];
  undo: Plan["undo"];
  verification: Verification;
  adminAdvice: AdminAdvice;
  finishedAt: string;
};

export type Job = {
  target: Target;
  request: PlanRequest;
  options: CreateOptions;
  client: Client;
  stages: CreateStages;
  tell: (event: CreateEvent) => void;
};

type Password = { mode: PasswordMode; applied: Applied; login: Secret | null };

/**
 * Plan, apply in one transaction, prove over a real login, swap the test password for the caller's. Both ways in use
 * it. Throws RunError (an AppError with what stands now).
 */
export async function create(target: Target, request: PlanRequest, options: CreateOptions): Promise<CreateResult> {
  const run = async (session: Client) => {
    const { stages, onEvent: tell = () => {}, onConnected = () => {} } = options;
    onConnected(session.info);
    const client = request.actAs ? await actingAs(session, request.actAs) : session;
    return runJob({ target, request, options, client, stages, tell });
  };
  // What was done is done: nobody has to wait until the server has let go of the session.
  return withClient(target, { ...options.client, waitForGoodbye: () => false }, run).catch((error) => {
    throw asRunError(error, standsAfter(error));
  });
}

/** Before the login test: in parts, what was committed stays. */
function standsAfter(error: unknown): Stands {
  if (!(error instanceof AppError)) return "nothing";
  if (error.code === "change.partly-made" || error.code === "change.commit-unknown") return "role-without-password";
  return error.code === "change.partly-done" ? "role" : "nothing";
}

async function runJob(asked: Job): Promise<CreateResult> {
  const password = await applyWithPassword(asked);
  const { mode, applied, login } = password;
  const job = { ...asked, request: applied.request };
  const { client, request, tell, target } = job;
  const isNew = applied.plan.outcome === "create";
  const { sent, told } = lastStatements(job, password);
  try {
    if (!isNew) await rekey(client, sent, false);
    // Runs beside the proof. Sent whole before that, since a proof without a password wants this session, too.
    const looking = lookAfter(client, applied);
    // Told where it is awaited; a proof that fails before must not leave it unheard.
    looking.catch(() => undefined);
    const verification = await proven(job, applied, login).catch((error) => refuseUnknowable(client, applied, error));
    await refuseOpenedWays(client, applied, verification);
    if (isNew) await rekey(client, sent, true);
    const after = await looking;
    tell({ type: "rekeyed", mode });
    return {
      outcome: outcomeOf(applied, sent.length > 0),
      role: request.role,
      address: addressFor(target, request.role, client.info.tls),
      passwordMode: mode,
      password: mode === "plaintext" ? login : null,
      statements: [...applied.statements, ...told.map((s) => s.sql)],
      hazards: applied.plan.hazards,
      uncovered: [...applied.uncovered, ...madeMeanwhile(request.role, after.unread)],
      notes: applied.plan.notes,
      undo: applied.plan.undo,
      verification: isNew ? withLastingEnd(verification, request) : verification,
      adminAdvice: adminAdvice(after, request.role),
      finishedAt: new Date().toISOString(),
    };
  } catch (error) {
    throw asRunError(error, isNew ? "role-without-password" : "role");
  }
}

function lookAfter(client: Client, { request, snapshot }: Applied): Promise<Aftermath> {
  const { role } = request;
  return inspectAftermath(client, { role, database: snapshot.database.name, ...meanwhileOf(request, snapshot) });
}

/** It was proven with the temporary password, whose end is not the one that stays. */
function withLastingEnd(verification: Verification, { validUntil }: PlanRequest): Verification {
  const { login, ...rest } = verification;
  const end = validUntil === null ? null : new Date(validUntil).toISOString();
  return login === undefined ? rest : { ...rest, login: { ...login, validUntil: end } };
}

/** A yes to what this admin cannot take from PUBLIC is tried each time, and changes nothing. */
function outcomeOf({ plan, statements }: Applied, rotated: boolean): CreateResult["outcome"] {
  if (plan.outcome === "create") return "created";
  return statements.length > 0 || rotated ? "changed" : "unchanged";
}

/** With verifiers; where the host is known to refuse those, or does, with a password made here. */
async function applyWithPassword(job: Job): Promise<Password> {
  if (job.options.plaintext) return applyInClear(job);
  try {
    return await applyWithVerifier(job);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== VERIFIER_REFUSED) throw error;
    return applyInClear(job);
  }
}

async function applyWithVerifier(job: Job): Promise<Password> {
  const { request, options } = job;
  const temporary = newPassword(request.role);
  const password = literal(await scramVerifier(temporary));
  const final = literal(options.verifier);
  const applied = await applyJob(job, (until) => ({ password, validUntil: literal(until), final }));
  if (applied.plan.outcome === "create") return { mode: "verifier", applied, login: new Secret(temporary) };
  return { mode: options.rotate ? "verifier" : "unchanged", applied, login: options.readonlyPassword ?? null };
}

async function applyInClear(job: Job): Promise<Password> {
  const own = newPassword(job.request.role);
  const login = (): LoginParts => ({ password: literal(own), validUntil: null, final: "same" });
  const applied = await applyJob(job, login, SHOWN_PLAINTEXT_LOGIN);
  if (applied.plan.outcome === "create") return { mode: "plaintext", applied, login: new Secret(own) };
  if (job.options.rotate) return { mode: "plaintext", applied, login: new Secret(own) };
  return { mode: "unchanged", applied, login: job.options.readonlyPassword ?? null };
}

function applyJob(job: Job, login: (until: string) => LoginParts, shown?: LoginParts): Promise<Applied> {
  const { client, request, options, stages, tell } = job;
  return apply(client, {
    request,
    choose: options.choose,
    survey: (_, wish) => stages.survey(client, request.role, wish),
    fingerprint: options.fingerprint,
    login,
    shown,
    mode: options.mode ?? (request.inParts ? "parts" : "whole"),
    onEvent: tell,
  });
}
/** What follows the grants: sent as it is, told without a password in clear. */
function lastStatements(
  { request, options }: Job,
  { mode, applied, login }: Password,
): { sent: Statement[]; told: Statement[] } {
  if (applied.plan.outcome === "create") return { sent: applied.plan.afterProof, told: applied.plan.afterProof };
  if (!options.rotate) return { sent: [], told: [] };
  const inClear = mode === "plaintext" && login !== null;
  const sent = [rotation(request, literal(inClear ? login.reveal() : options.verifier))];
  return { sent, told: inClear ? [rotation(request, sql`:'password'`)] : sent };
}

function rotation(request: PlanRequest, password: Sql): Statement {
  const words = {
    title: "Give the login a new password.",
    reason: "One statement; sessions that are open stay open, the old password no longer signs in.",
  };
  return setPassword(request.role, password, literal(request.validUntil ?? "infinity"), words);
}
