import type { Verdict } from "../lib/audit/finding.ts";
import type { Verification } from "../lib/verify/verification.ts";
import { oneLine, say } from "./print.ts";

const SENTENCES: Record<Verdict, string> = {
  "read-only": "It can read and change nothing.",
  "can-write": "It can still change things. Do not use it yet.",
  inconclusive: "We could not be sure, so we do not call it proven.",
};

/** The verdict in one sentence, and each finding that matters in one line. */
export function verdictLines({ verdict, reach, server, coverage, findings }: Verification): string[] {
  const order = ["write", "exposure", "read-gap", "future-gap", "notice", "side-effect"];
  const tested = findings.every(({ code }) => code !== "login-not-tested");
  const sentence =
    verdict === "read-only" && !tested
      ? "By its rights it can read and change nothing. Nobody signed in as it."
      : SENTENCES[verdict];
  const sorted = findings.toSorted((a, b) => order.indexOf(a.class) - order.indexOf(b.class));
  return [
    `${verdict}: ${sentence} (${oneLine(server.role)} at ${server.host}:${server.port}/${oneLine(server.database)})`,
    `Readable: ${coverage.readable} of ${coverage.relations} relations (reach: ${reach}); ${coverage.probed} tried for real.`,
    ...sorted.map((one) => `${one.class}: ${oneLine(one.title)}${one.remedy === null ? "" : `\n    ${one.remedy}`}`),
  ];
}

export function sayVerdict(verification: Verification): void {
  for (const line of verdictLines(verification)) say(line);
}
