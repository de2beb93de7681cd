import type { Finding } from "../../../lib/audit/finding.ts";
import { loginTested } from "../prove/ending";
import type { RunResult } from "../wire";
import { counted, digits } from "../wording";
import type { Tallies } from "./tallies";

/** What the sentences rest on. */
type Judged = Pick<RunResult, "verification">;

/** The screen's sentence. Three endings, no fourth. */
export function verdictTitle({ verification }: Judged): string {
  const { verdict, coverage } = verification;
  if (verdict === "can-write") return "Do not use this login yet";
  if (verdict === "inconclusive") return "We could not be sure, so we do not call it proven";
  return `Lucien can read ${counted(coverage.readable, "table")} and change nothing`;
}

/** What was done to find out, and what came of it. */
export function verdictLead(result: Judged, tallies: Tallies): string {
  const { verification } = result;
  const signedIn = loginTested(verification);
  const who = signedIn ? "We signed in as Lucien" : "We took Lucien’s place in the admin’s session";
  const untested = signedIn ? "" : " The login itself was not tested.";
  if (!signedIn && tallies.tried === 0 && verification.verdict === "read-only") {
    return `This admin may not take Lucien’s place, so we tried nothing: the rights were read in the catalog.${untested}`;
  }
  const tries = `tried ${digits(tallies.tried)} ways to change your tables`;
  const around = tallies.ways > 0 ? ` and ${digits(tallies.ways)} ways around them` : "";
  if (verification.verdict === "read-only" && tallies.tried > 0 && tallies.refused === tallies.tried) {
    return `${who} and ${tries}${around}. The database refused every one.${untested}`;
  }
  if (verification.verdict === "can-write") return `It can still change something: ${firstWrites(result)}`;
  if (verification.verdict === "inconclusive") return `${who} and ${tries}${around}. ${unsure(result)}`;
  const unclear = tallies.tried - tallies.refused;
  return `${who} and ${tries}${around}. The database refused ${digits(tallies.refused)}; ${digits(unclear)} gave no clear answer, and the rights it holds allow none.${untested}`;
}

/** What stands between "do not use it yet" and the URL. */
export function anywayLabel(result: Judged): string {
  const count = ofClass(result, "write").length;
  return `It can still change ${counted(Math.max(1, count), "thing")}. Use it anyway`;
}

function firstWrites(result: Judged): string {
  const titles = ofClass(result, "write").map((finding) => finding.title);
  const more = titles.length - 2;
  return more > 0 ? `${titles.slice(0, 2).join(" ")} And ${counted(more, "thing")} more.` : titles.join(" ");
}

function unsure(result: Judged): string {
  const notices = ofClass(result, "notice");
  const why = notices.find((finding) => finding.code !== "login-not-tested") ?? notices[0];
  return why?.title ?? "Some answers were not clear.";
}

function ofClass(result: Judged, wanted: Finding["class"]) {
  return result.verification.findings.filter((finding) => finding.class === wanted);
}
