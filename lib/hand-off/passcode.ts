import { isPassphrase } from "../credentials/passphrase.ts";
import { change } from "./change.ts";
import type { Begun, HandOffRow, HandOffRows } from "./hand-off.types.ts";
import { linkRefused } from "./refusal.ts";
import { isOneOf, MOST_PASSCODE_TRIES, OPEN_STATES } from "./state.ts";

type Try = { passcode: string | null; now: number };

/**
 * Null when the passcode is right, or none was asked for. Each try is counted before it is looked at, so that many at
 * once get no more than ten; never without the right link, else anybody who knows the id could lock it. The tenth wrong
 * one locks the link for good, and from then on the answer is the one for any bad link.
 */
export async function checkPasscode(rows: HandOffRows, row: HandOffRow, asked: Try): Promise<Begun | null> {
  const { passcodeHash, passcodeTries } = row;
  if (passcodeHash === null) return null;
  if (asked.passcode === null) return { kind: "passcode", triesLeft: MOST_PASSCODE_TRIES - passcodeTries };
  const counted = await countTry(rows, row, asked.now);
  if (await isPassphrase(asked.passcode, passcodeHash)) {
    await forgive(rows, row, asked.now);
    return null;
  }
  const triesLeft = MOST_PASSCODE_TRIES - counted.passcodeTries;
  if (triesLeft > 0) return { kind: "passcode", triesLeft };
  await lock(rows, row, asked.now);
  throw linkRefused();
}

function countTry(rows: HandOffRows, { id, attempt }: HandOffRow, now: number): Promise<HandOffRow> {
  return change(rows, id, now, (row) => {
    const open = row !== null && row.attempt === attempt && isOneOf(row.state, OPEN_STATES);
    if (!open || row.passcodeTries >= MOST_PASSCODE_TRIES) throw linkRefused();
    return { move: "touch", set: { passcodeTries: row.passcodeTries + 1 } };
  });
}

function forgive(rows: HandOffRows, { id, attempt }: HandOffRow, now: number): Promise<HandOffRow> {
  return change(rows, id, now, (row) => {
    if (row === null || row.attempt !== attempt || !isOneOf(row.state, OPEN_STATES)) throw linkRefused();
    return { move: "touch", set: { passcodeTries: 0 } };
  });
}

async function lock(rows: HandOffRows, { id, attempt }: HandOffRow, now: number): Promise<void> {
  await change(rows, id, now, (row) => {
    if (row === null || row.attempt !== attempt || !isOneOf(row.state, OPEN_STATES)) return null;
    const set = { state: "locked", verifier: null, leaseHash: null, leaseUntil: null };
    return { move: "lock", set, entry: { kind: "locked" }, by: null };
  });
}
