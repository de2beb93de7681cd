import type { Plan } from "../plan/plan.ts";
import type { Verification } from "../verify/verification.ts";
import type { ReportRecorder } from "./recorder.ts";
import { reportOf } from "./report.ts";
import type { Report } from "./schema.ts";

type Applied = NonNullable<Report["applied"]>;

/** What a run came to, as `create` tells it; of a finished script only a part is known. */
export type RunFacts = {
  outcome: Applied["outcome"];
  address: { sslmode: NonNullable<Report["server"]["line"]> };
  passwordMode: "verifier" | "plaintext" | "unchanged";
  statements: string[];
  hazards: Plan["hazards"];
  uncovered: Plan["uncovered"];
  verification: Verification;
  finishedAt: string;
};

/** How it was done, and by whom. */
export type RunAbout = Pick<Applied, "way" | "by" | "actingAs" | "handOff"> & { toolVersion: string; now: Date };

/** The report of a run that made a login or changed it. */
export function reportOfRun(run: RunFacts, { recorded }: ReportRecorder, about: RunAbout): Report {
  const { outcome, address, passwordMode, statements, hazards, uncovered, verification, finishedAt: at } = run;
  const { way, by, actingAs, handOff, toolVersion, now } = about;
  return reportOf({
    verification,
    recorded: recorded(),
    applied: { way, outcome, by, actingAs, handOff, at, statements },
    password: { mode: passwordMode === "unchanged" ? "kept" : passwordMode, madeIn: madeIn(passwordMode, way) },
    line: address.sslmode,
    uncovered,
    hazards,
    toolVersion,
    now,
  });
}

function madeIn(mode: RunFacts["passwordMode"], way: Applied["way"]): Report["password"]["madeIn"] {
  if (mode === "unchanged") return null;
  if (way === "terminal") return "terminal";
  return mode === "verifier" ? "browser" : "server";
}

/** The report of a login that was only checked. */
export function reportOfCheck(
  verification: Verification,
  { recorded }: ReportRecorder,
  about: { toolVersion: string; now: Date },
): Report {
  return reportOf({
    verification,
    recorded: recorded(),
    applied: null,
    password: { mode: "kept", madeIn: null },
    line: null,
    uncovered: [],
    hazards: [],
    ...about,
  });
}
