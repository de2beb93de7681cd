import { hashPassphrase, PASSCODE_COST } from "../credentials/passphrase.ts";
import { AppError } from "../errors.ts";
import { change } from "./change.ts";
import type { HandOffFields, HandOffRecord, HandOffResult, HandOffRow, HandOffRows, Signed } from "./hand-off.types.ts";
import type { SealedHandOff } from "./protocol.ts";
import { handOffGone, tooLate } from "./refusal.ts";
import { activityFacts, factsOf, keptRecord, recordOf } from "./row.ts";
import { HISTORY_MS, isOneOf, LIFE, MOVES } from "./state.ts";

export type Founder = { id: string };

/** What the founder's browser sends: what it made, and the passcode, of which only a hash is kept. */
export type HandOffOrder = SealedHandOff & { passcode: string | null };

/** Keeps a new hand-off. Throws AppError for a life outside 1 h – 7 d, or an id that is taken. */
export async function addHandOff(
  rows: HandOffRows,
  by: Founder,
  order: HandOffOrder,
  now: number,
): Promise<HandOffRow> {
  const { id } = order.record.value;
  const fields = await freshFields(order, now);
  const facts = JSON.stringify({ timeline: [{ at: now, kind: "sent" }], claims: [] });
  const activity = {
    at: now,
    kind: "hand-off.sent",
    founderId: by.id,
    subject: id,
    facts: activityFacts(order.record.value),
  };
  const added = await rows.add({ id, founderId: by.id, ...fields, facts }, now, activity);
  const row = added ? await rows.get(id) : null;
  if (row === null)
    throw new AppError("refused.hand-off-id", "This hand-off could not be kept.", { hint: "Try again." });
  return row;
}

/** Another attempt on the same row: link, password and key are new, the one before is worth nothing any more. */
export async function resendHandOff(rows: HandOffRows, by: Founder, order: HandOffOrder, now: number) {
  const { id, attempt, intent } = order.record.value;
  const fields = await freshFields(order, now);
  return change(rows, id, now, (row) => {
    ownedBy(row, by);
    if (attempt !== row.attempt + 1) throw tooLate(row.state);
    // The timeline goes on: it has to be about the same.
    if (intent !== recordOf(row).value.intent) throw tooLate("another one");
    const { timeline } = factsOf(row);
    const facts = JSON.stringify({ timeline: [...timeline, { at: now, kind: "resent" }], claims: [] });
    const over = { leaseHash: null, leaseUntil: null, passcodeTries: 0, result: null, report: null };
    return { move: "resend", set: { ...fields, ...over, facts }, entry: { kind: "resent" }, by: by.id };
  });
}

/** Any founder may stop a link that is still open. Stopping it again changes nothing. */
export function revokeHandOff(rows: HandOffRows, id: string, by: Founder, now: number): Promise<HandOffRow> {
  return change(rows, id, now, (row) => {
    if (row === null) throw handOffGone();
    if (row.state === "revoked") return null;
    if (!isOneOf(row.state, MOVES.revoke.from)) throw tooLate(row.state);
    return {
      move: "revoke",
      set: { state: "revoked", ...CLOSED, purgeAt: now + HISTORY_MS },
      entry: { kind: "revoked" },
      by: by.id,
    };
  });
}

/** What is sent to the founder's browser to open. Nothing in it opens anything without her key. */
export type Collectable = {
  id: string;
  attempt: number;
  box: string;
  result: Signed<HandOffResult>;
  report: string;
};

/** The result, as often as it is asked for: only `finishHandOff` deletes it. */
export async function collectHandOff(rows: HandOffRows, id: string, by: Founder, now: number): Promise<Collectable> {
  const row = await change(rows, id, now, (found) => {
    ownedBy(found, by);
    if (!isOneOf(found.state, MOVES.collect.from) || found.box === null) throw tooLate(found.state);
    if (found.state === "collected") return null;
    return { move: "collect", set: { state: "collected" }, entry: { kind: "collected" }, by: by.id };
  });
  const { box, result, report, attempt } = row;
  if (box === null || result === null || report === null) throw tooLate(row.state);
  return { id, attempt, box, result: JSON.parse(result), report };
}

/** "I have pasted it into Lucien": nothing of it stays but that it was. Saying so again changes nothing. */
export function finishHandOff(rows: HandOffRows, id: string, by: Founder, now: number): Promise<HandOffRow> {
  return change(rows, id, now, (row) => {
    ownedBy(row, by);
    if (row.state !== "collected") throw tooLate(row.state);
    if (row.box === null) return null;
    const set = { ...CLOSED, result: null, report: null, purgeAt: now + HISTORY_MS };
    return { move: "finish", set, entry: { kind: "finished" }, by: by.id };
  });
}

/** The box alone, for copying the link again. */
export async function boxOf(rows: HandOffRows, id: string, by: Founder): Promise<{ attempt: number; box: string }> {
  const row = await rows.get(id);
  ownedBy(row, by);
  if (row.box === null) throw tooLate(row.state);
  return { attempt: row.attempt, box: row.box };
}

const CLOSED = { verifier: null, box: null, leaseHash: null, leaseUntil: null, passcodeHash: null } as const;

function ownedBy(row: HandOffRow | null, by: Founder): asserts row is HandOffRow {
  if (row === null) throw handOffGone();
  if (row.founderId === by.id) return;
  throw new AppError("refused.not-yours", "Another founder sent this link, and only their browser can open it.", {
    hint: "Ask them, or send a link of your own.",
  });
}

type Fresh = Omit<HandOffFields, "leaseHash" | "leaseUntil" | "passcodeTries" | "facts" | "result" | "report">;

async function freshFields({ record, authHash, box, passcode }: HandOffOrder, now: number): Promise<Fresh> {
  const { attempt, expiresAt, passcode: announced } = record.value;
  checkLife(record.value, now);
  if (announced !== (passcode !== null)) throw tooLate("passcode");
  return {
    attempt,
    authHash,
    ...keptRecord(record),
    state: "sent",
    expiresAt,
    purgeAt: expiresAt + HISTORY_MS,
    box,
    passcodeHash: passcode === null ? null : await hashPassphrase(passcode, PASSCODE_COST),
  };
}

/** A few minutes more or less: browsers' clocks differ from ours. */
const CLOCKS_DIFFER_MS = 15 * 60_000;

function checkLife({ expiresAt }: HandOffRecord, now: number): void {
  const life = expiresAt - now;
  if (life >= LIFE.least - CLOCKS_DIFFER_MS && life <= LIFE.most + CLOCKS_DIFFER_MS) return;
  throw new AppError("usage.link-life", "A link may work for one hour up to seven days.", {
    hint: "Choose another time. If you did not, see whether this computer's clock is right.",
  });
}
