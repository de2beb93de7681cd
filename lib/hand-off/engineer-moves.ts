import { timingSafeEqual } from "node:crypto";
import { type Change, change } from "./change.ts";
import type { Begun, HandOffResult, HandOffRow, HandOffRows, LinkProof, Signed } from "./hand-off.types.ts";
import { hashOf } from "./keys.ts";
import { checkPasscode } from "./passcode.ts";
import { leaseOver, linkRefused, linkTaken } from "./refusal.ts";
import { factsOf, happened, isHeld, recordOf, signedRecord, stateOf, withEntry } from "./row.ts";
import {
  HELD_STATES,
  isOneOf,
  LEASE_MS,
  OPEN_STATES,
  RENEW_AFTER_MS,
  RESULT_LIFE_MS,
  SCRIPT_LIFE_MS,
} from "./state.ts";

export type BeginOptions = { passcode: string | null; now: number };

/**
 * What the link is for. Changes nothing, but that a passcode is counted (and only here, behind the right link). Throws
 * `refused.link`, the same for whatever is not right.
 */
export async function beginLink(rows: HandOffRows, proof: LinkProof, options: BeginOptions): Promise<Begun> {
  const { row, holder } = await openRow(await rows.get(proof.id), proof, options.now);
  return (await notYet(rows, row, holder, { ...options, takeOver: false })) ?? begun(row, holder, options.now);
}

export type ClaimOptions = BeginOptions & {
  /** Where the engineer is about to work: who only clicks every button knows no host. */
  host: string;
  /** Of a link that waits for a script, and so has no lease that could end. */
  takeOver: boolean;
};

/** Claims the link for this browser, or renews its claim. Of several exactly one has it, until its lease ends. */
export async function claimLink(rows: HandOffRows, proof: LinkProof, options: ClaimOptions): Promise<Begun> {
  const { now, takeOver } = options;
  const first = await openRow(await rows.get(proof.id), proof, now);
  const { holder } = first;
  const before = await notYet(rows, first.row, holder, options);
  if (before !== null) return before;
  let taken: Begun | null = null;
  const row = await change(rows, proof.id, now, async (found) => {
    const { row: open } = await openRow(found, proof, now);
    taken = isOthers(open, holder, { now, takeOver }) ? inUse(open) : null;
    return taken === null ? claimChange(open, holder, options) : null;
  });
  return taken ?? begun(row, holder, now);
}

function claimChange(row: HandOffRow, holder: string, { now, host }: ClaimOptions): Change {
  const mine = isHeld(row, now) && row.leaseHash === holder;
  const state = mine && row.state === "waiting-for-script" ? row.state : "claimed";
  const leaseUntil = state === "claimed" ? now + LEASE_MS : null;
  if (mine) return { move: "claim", set: { state, leaseUntil } };
  const kind = row.leaseHash === null ? "claimed" : "taken-over";
  const facts = withEntry(factsOf(row), { at: now, kind, host });
  facts.claims = [...facts.claims, { at: now, by: holder }].slice(-MOST_CLAIMS);
  const set = { state, leaseHash: holder, leaseUntil, facts: JSON.stringify(facts) };
  return { move: "claim", set, entry: { kind, host }, by: null };
}

const MOST_CLAIMS = 50;

/**
 * Lets the wizard's routes in: the row, if this browser holds the link now. `seen`: what the request shows to be under
 * way, for the founder's timeline. Renews the claim. Throws `refused.link…`.
 */
export async function proveHeld(
  rows: HandOffRows,
  proof: LinkProof,
  { now, seen }: { now: number; seen: "connecting" | "reviewing" | "script-made" | null },
): Promise<HandOffRow> {
  return change(rows, proof.id, now, async (found) => {
    const row = await heldRow(found, proof, now);
    const news = seen !== null && !happened(factsOf(row), seen);
    const renew = row.leaseUntil !== null && row.leaseUntil - now < LEASE_MS - RENEW_AFTER_MS;
    if (!news && !renew) return null;
    const set = row.leaseUntil === null ? {} : { leaseUntil: now + LEASE_MS };
    return {
      move: row.state === "running" ? "run" : "touch",
      set,
      ...(news ? { entry: { kind: seen }, by: null } : {}),
    };
  });
}

/** Where the engineer is: at the run, back from one that failed, with the script in hand, or still there. */
export type Step = "run" | "failed" | "wait" | "still";

export function stepLink(rows: HandOffRows, proof: LinkProof, step: Step, now: number): Promise<HandOffRow> {
  return change(rows, proof.id, now, async (row) => stepChange(await heldRow(row, proof, now), step, now));
}

function stepChange(row: HandOffRow, step: Step, now: number): Change | null {
  const leaseUntil = now + LEASE_MS;
  if (step === "still") return row.leaseUntil === null ? null : { move: "touch", set: { leaseUntil } };
  if (step === "run")
    return { move: "run", set: { state: "running", leaseUntil }, entry: { kind: "running" }, by: null };
  if (step === "failed")
    return { move: "rest", set: { state: "claimed", leaseUntil }, entry: { kind: "run-failed" }, by: null };
  if (row.state === "waiting-for-script") return null;
  const expiresAt = Math.max(row.expiresAt, now + SCRIPT_LIFE_MS);
  const set = { state: "waiting-for-script", leaseUntil: null, expiresAt };
  return { move: "wait", set, entry: { kind: "waiting-for-script" }, by: null };
}

export type Completion = { result: Signed<HandOffResult>; report: string };

/**
 * Takes the result that the engineer's browser signed. The verifier leaves the store. Sending the same again changes
 * nothing and is answered the same; another one is refused.
 */
export function completeLink(
  rows: HandOffRows,
  proof: LinkProof,
  { result, report }: Completion,
  now: number,
): Promise<HandOffRow> {
  const text = JSON.stringify(result);
  return change(rows, proof.id, now, async (found) => {
    if (found && isDone(found) && (await hasLink(found, proof)) && found.result === text) return null;
    const row = await heldRow(found, proof, now);
    if (!isOf(result.value, row)) throw linkRefused();
    const until = now + RESULT_LIFE_MS;
    const set = {
      state: "completed",
      verifier: null,
      leaseHash: null,
      leaseUntil: null,
      passcodeHash: null,
      result: text,
      report,
    };
    const entry = { kind: "completed", host: result.value.host } as const;
    return { move: "complete", set: { ...set, expiresAt: until, purgeAt: until }, entry, by: null };
  });
}

/** Of this link, of this attempt, and about what was asked. */
function isOf({ id, attempt, intent }: HandOffResult, row: HandOffRow): boolean {
  return id === row.id && attempt === row.attempt && intent === recordOf(row).value.intent;
}

/** The row, if this link opens it, still open and in time. */
async function openRow(row: HandOffRow | null, proof: LinkProof, now: number) {
  const known = await hasLink(row, proof);
  if (row === null || !known || !isOneOf(row.state, OPEN_STATES)) throw linkRefused();
  if (row.expiresAt <= now && row.state !== "running") throw linkRefused();
  return { row, holder: await hashOf(proof.holder) };
}

/** What stands between this browser and the record: somebody else, or the passcode. */
async function notYet(
  rows: HandOffRows,
  row: HandOffRow,
  holder: string,
  options: BeginOptions & { takeOver: boolean },
): Promise<Begun | null> {
  if (isOthers(row, holder, options)) return inUse(row);
  if (isHeld(row, options.now) && row.leaseHash === holder) return null;
  return checkPasscode(rows, row, options);
}

function isOthers(row: HandOffRow, holder: string, { now, takeOver }: { now: number; takeOver: boolean }): boolean {
  if (!isHeld(row, now) || row.leaseHash === holder) return false;
  return !(takeOver && row.state === "waiting-for-script");
}

function inUse(row: HandOffRow): Begun {
  const since = factsOf(row).claims.at(-1)?.at ?? row.changedAt;
  return { kind: "in-use", since, until: row.leaseUntil, canTakeOver: row.state === "waiting-for-script" };
}

function begun(row: HandOffRow, holder: string, now: number): Begun {
  const record = signedRecord(row);
  if (record === null) throw linkRefused();
  const mine = isHeld(row, now) && row.leaseHash === holder;
  const earlierClaims = factsOf(row)
    .claims.filter(({ by }) => by !== holder)
    .map(({ at }) => at);
  return { kind: "record", record, state: stateOf(row), mine, earlierClaims };
}

async function heldRow(found: HandOffRow | null, proof: LinkProof, now: number): Promise<HandOffRow> {
  const { row, holder } = await openRow(found, proof, now);
  // Its lease may be over: as long as nobody else came, the work is still its own.
  if (row.leaseHash === holder && isOneOf(row.state, HELD_STATES)) return row;
  throw isHeld(row, now) ? linkTaken() : leaseOver();
}

function isDone(row: HandOffRow): boolean {
  return row.state === "completed" || row.state === "collected";
}

/** Compares also where there is no such row, so that the time tells nothing. */
async function hasLink(row: HandOffRow | null, { auth }: LinkProof): Promise<boolean> {
  const [given, kept] = [Buffer.from(await hashOf(auth)), Buffer.from(row?.authHash ?? NOBODYS)];
  return given.length === kept.length && timingSafeEqual(given, kept) && row !== null;
}

const NOBODYS = "0".repeat(64);
