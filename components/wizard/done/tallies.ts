import { addEvent, emptyGrid } from "../prove/grid-model.ts";
import type { RunEvent } from "../wire.ts";

/** What the last screen counts: the very numbers of the proof, counted by the same code. */
export type Tallies = { tried: number; refused: number; ways: number; waysShut: number };

/** Counts the run's own answers. Rights that were only read in the catalog are not tries. */
export function tally(events: readonly RunEvent[]): Tallies {
  const grid = emptyGrid();
  for (const event of events) addEvent(grid, event);
  // What any login may do changes no data and is listed by itself: it is no way around.
  const ways = [...grid.ways.values()].filter((way) => way.state !== "anyone");
  return {
    tried: grid.tries,
    refused: grid.refused,
    ways: ways.length,
    waysShut: ways.filter((way) => way.state === "shut").length,
  };
}
