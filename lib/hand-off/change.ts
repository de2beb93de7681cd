import { AppError } from "../errors.ts";
import type { HandOffFields, HandOffRow, HandOffRows, TimelineKind } from "./hand-off.types.ts";
import { activityFacts, factsOf, recordOf, withEntry } from "./row.ts";
import { MOVES, type MoveName } from "./state.ts";

/** One step that is wanted of a row. `done` null: the row is as it should be, nothing is written. */
export type Change = {
  move: MoveName;
  set: Partial<HandOffFields>;
  /** Into the timeline. */
  entry?: { kind: TimelineKind; host?: string };
  /** Who did it, for the activity log; undefined: not worth a line there. */
  by?: string | null;
};

/** More rounds than anybody can lose in a row: each is lost only to somebody who has won. */
const ROUNDS = 60;

/**
 * Reads the row, lets `decide` say what is to be changed, and writes it only if nobody was faster; else once more from
 * the start. `decide` throws to refuse, and gives null where nothing is left to do.
 */
export async function change(
  rows: HandOffRows,
  id: string,
  now: number,
  decide: (row: HandOffRow | null) => Promise<Change | null> | Change | null,
): Promise<HandOffRow> {
  for (let round = 0; round < ROUNDS; round++) {
    const row = await rows.get(id);
    const wanted = await decide(row);
    if (row === null) break;
    if (wanted === null) return row;
    const moved = await rows.move({
      id,
      version: row.version,
      from: MOVES[wanted.move].from,
      set: { ...written(row, wanted, now), ...wanted.set },
      now,
      activity: activityOf(row, wanted, now),
    });
    if (moved !== null) return moved;
  }
  throw new AppError("internal.hand-off-busy", "Too many changes came at once.", { hint: "Try again." });
}

function written(row: HandOffRow, { entry }: Change, at: number): Partial<HandOffFields> {
  return entry ? { facts: JSON.stringify(withEntry(factsOf(row), { at, ...entry })) } : {};
}

function activityOf(row: HandOffRow, { entry, by }: Change, at: number) {
  if (!entry || by === undefined) return undefined;
  const facts = activityFacts(recordOf(row).value, entry.host);
  return { at, kind: `hand-off.${entry.kind}`, founderId: by, subject: row.id, facts };
}
