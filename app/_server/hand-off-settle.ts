import "server-only";
import type { LifeReport } from "@/components/hand-off/view.types";
import type { HandOffResult, HandOffRow, PublicRecord, Signed } from "../../lib/hand-off/hand-off.types.ts";
import { factsOf, recordOf } from "../../lib/hand-off/row.ts";
import type { Check, Connection } from "../../lib/store/connections.ts";
import type { Store } from "../../lib/store/store.ts";
import { noted, untold } from "./connection-life.ts";
import { checkOf, verificationOf } from "./hand-off-connection.ts";

/**
 * Writes down what a link did to a login that is listed: paused, let in, gone, looked at. The time at which it was done
 * tells whether that stands there already, so it is said again wherever the result passes: a stop between the two loses
 * nothing. Public facts only, and nothing is thrown: the hand-off itself is kept.
 */
export function settleLogin(store: Store, row: HandOffRow | null): Promise<void> {
  return noted(async () => {
    if (row === null || row.result === null) return;
    const { value: record } = recordOf(row);
    const connection = record.login && (await store.connections.get(record.login.connection));
    const at = factsOf(row).timeline.findLast(({ kind }) => kind === "completed")?.at;
    if (connection === null || at === undefined) return;
    const { value: result } = JSON.parse(row.result) as Signed<HandOffResult>;
    await settle(store, { row, record, result, connection, at });
  });
}

type Settled = { row: HandOffRow; record: PublicRecord; result: HandOffResult; connection: Connection; at: number };

async function settle(store: Store, settled: Settled): Promise<void> {
  const { record, result, connection, at } = settled;
  if (record.intent === "rotate") return rotated(store, settled);
  const gone = record.intent === "remove" && (result.outcome === "done" || result.outcome === "unchanged");
  if (gone) {
    await store.connections.remove(connection.id, lineOf(settled, "removed"));
    return;
  }
  if (connection.checks.some((check) => check.at === at)) return;
  const found = record.intent === "change" ? verificationOf(settled.row.report ?? "") : null;
  const check = found === null ? stateOf(record.intent, result, at) : checkOf(found, at);
  if (check === null) return;
  const evidence = found === null ? await store.connections.evidence(connection.id) : JSON.stringify(found);
  const activity = lineOf(settled, kindOf(settled, check, found !== null), {
    verdict: check.verdict,
    note: check.note,
  });
  await store.connections.record(untold(connection), check, { evidence: evidence ?? undefined, activity });
}

/** What the log says: what was only told is not said to be so. */
function kindOf({ result: { outcome } }: Settled, { verdict }: Check, looked: boolean): string {
  if (outcome === "told") return "told";
  if (!looked) return verdict;
  return outcome === "unchanged" ? "proven" : "changed";
}

async function rotated(store: Store, settled: Settled): Promise<void> {
  const { connection, at } = settled;
  if (connection.passwordSetAt === at) return;
  const password = { passwordSetAt: at, validUntil: endIn(settled.row.report ?? "") };
  await store.connections.renewed(connection.id, password, lineOf(settled, "rotated"));
}

/** When the new password runs out, as the report says it; null: not at all. */
function endIn(report: string): number | null {
  try {
    const { life } = JSON.parse(report) as LifeReport;
    return life?.validUntil ? Date.parse(life.validUntil) || null : null;
  } catch {
    return null;
  }
}

/** How it stands now; null: an act that leaves nothing to be said. */
function stateOf(intent: PublicRecord["intent"], { outcome }: HandOffResult, at: number): Check | null {
  const told = outcome === "told";
  const check = (verdict: string, note: string) => ({ at, verdict, tries: 0, refused: 0, note });
  if (intent === "pause") return check("paused", told ? NOTES.pauseTold : NOTES.pause);
  if (intent === "resume") return check("resumed", told ? NOTES.resumeTold : NOTES.resume);
  if (intent === "remove") return check("paused", told ? NOTES.removeTold : NOTES.left);
  return null;
}

const NOTES = {
  pause: "It is paused. It cannot sign in.",
  pauseTold: "Your engineer says that it is paused. We have not seen it.",
  resume: "It may sign in again. Nobody has checked it since.",
  resumeTold: "Your engineer says that it may sign in again. Nobody has checked it since.",
  left: "It is paused, and waits to be removed.",
  removeTold: "Your engineer says that it is removed. We have not seen it.",
};

function lineOf({ connection, at }: Settled, what: string, facts: Record<string, string> = {}) {
  const { name, host, id: subject } = connection;
  return { at, kind: `connection.${what}`, founderId: null, subject, facts: { name, host, ...facts } };
}
