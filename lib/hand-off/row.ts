import type {
  FounderView,
  HandOffFields,
  HandOffRecord,
  HandOffRow,
  PublicRecord,
  Signed,
  TimelineEntry,
  TimelineKind,
} from "./hand-off.types.ts";
import { makesPassword } from "./intent.ts";
import { type HandOffState, isOneOf, LEASED_STATES, MOST_PASSCODE_TRIES } from "./state.ts";

/** What the row's `facts` hold: public, but for the hashes of the browsers that claimed. */
export type Facts = { timeline: TimelineEntry[]; claims: { at: number; by: string }[] };

export function factsOf(row: Pick<HandOffRow, "facts">): Facts {
  return JSON.parse(row.facts) as Facts;
}

/** The facts with one more entry. `once`: not if it is there already since the last claim. */
export function withEntry(facts: Facts, entry: TimelineEntry): Facts {
  return { ...facts, timeline: [...facts.timeline, entry].slice(-MOST_ENTRIES) };
}

/** Whether it has happened since the link was last claimed or sent. */
export function happened(facts: Facts, kind: TimelineKind): boolean {
  const since = facts.timeline.findLastIndex((entry) => STARTS.includes(entry.kind));
  return facts.timeline.slice(since + 1).some((entry) => entry.kind === kind);
}

const STARTS: readonly TimelineKind[] = ["sent", "resent", "claimed", "taken-over"];
/** Far more than any way has; whoever tries for ever must not fill the store. */
const MOST_ENTRIES = 200;

/** The record without its verifier. What was kept before a link could ask for anything but a new login asks for that. */
export function recordOf(row: Pick<HandOffRow, "record">): Signed<PublicRecord> {
  const { value, mac } = JSON.parse(row.record) as Signed<PublicRecord>;
  return { value: { ...value, intent: value.intent ?? "create", login: value.login ?? null }, mac };
}

/** The record goes into the store without the verifier, which has a column of its own and leaves earlier. */
export function keptRecord({ value, mac }: Signed<HandOffRecord>): Pick<HandOffFields, "record" | "verifier"> {
  const { verifier, ...rest } = value;
  return { record: JSON.stringify({ value: rest, mac }), verifier };
}

/** The record as it was signed; null once its verifier has left. */
export function signedRecord(row: HandOffRow): Signed<HandOffRecord> | null {
  const { value, mac } = recordOf(row);
  if (row.verifier === null && makesPassword(value.intent)) return null;
  return { value: { ...value, verifier: row.verifier }, mac };
}

/** What the activity log says of it. */
export function activityFacts({ role, wanted, host, intent, login }: PublicRecord, at?: string) {
  return { role, wanted, host: at ?? host, intent, name: login?.database ?? null };
}

export function stateOf(row: HandOffRow): HandOffState {
  return row.state as HandOffState;
}

/** Whether somebody's claim counts at this time; waiting for a script it counts without end. */
export function isHeld(row: HandOffRow, now: number): boolean {
  if (row.leaseHash === null) return false;
  if (row.state === "waiting-for-script") return true;
  return isOneOf(row.state, LEASED_STATES) && (row.leaseUntil ?? 0) > now;
}

/** As the founder's screens show it. */
export function founderView(row: HandOffRow, founderId: string): FounderView {
  const { value } = recordOf(row);
  return {
    id: row.id,
    version: row.version,
    attempt: row.attempt,
    state: stateOf(row),
    finished: row.state === "collected" && row.box === null,
    mine: row.founderId === founderId,
    record: value,
    expiresAt: row.expiresAt,
    leaseUntil: row.leaseUntil,
    passcodeTriesLeft: row.passcodeHash === null ? null : MOST_PASSCODE_TRIES - row.passcodeTries,
    timeline: factsOf(row).timeline,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  };
}
