import type { Probe } from "../../../lib/verify/verification.ts";
import type { RunEvent, RunResult } from "../wire";

/** What the last screen counts. Only what the database answered: rights read in the catalog are not tries. */
export type Tallies = {
  tried: number;
  refused: number;
  waysShut: number;
  ways: number;
  whole: number | null;
  part: number | null;
  leftOut: number | null;
};

/** Counts the run's own answers. The coverage is null where the catalog's part was not told. */
export function tally(result: RunResult, events: readonly RunEvent[]): Tallies {
  const tries = result.verification.probes.filter(isTryToChange);
  const ways = events.filter((event) => event.type === "verify.way").map((event) => event.way);
  // What any login may do changes no data and is listed by itself; it is no way around.
  const counted = ways.filter((way) => way.state !== "anyone");
  const catalog = events.findLast((event) => event.type === "verify.catalog");
  const count = (read: "all" | "part" | "none") =>
    catalog ? catalog.relations.filter((relation) => relation.read === read).length : null;
  return {
    tried: tries.length,
    refused: tries.filter((probe) => probe.result === "denied").length,
    waysShut: counted.filter((way) => way.state === "shut").length,
    ways: counted.length,
    whole: count("all"),
    part: count("part"),
    leftOut: count("none"),
  };
}

function isTryToChange(probe: Probe): boolean {
  return probe.expected === "42501" && probe.object !== null;
}
