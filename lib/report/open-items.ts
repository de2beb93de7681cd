import { plain } from "./english.ts";
import type { Report } from "./schema.ts";

/** Something that stands open: what, whose decision it is, and the line that closes it. */
export type OpenItem = { code: string; says: string; whose: string; detail: string; remedy: string | null };

const WHOSE: Record<Report["findings"][number]["fixableBy"], string> = {
  "role-change": "Whoever made this login can close it.",
  "public-decision": "It is open to every login of this server. Closing it is a decision about all of them.",
  owner: "Its owner has to do it.",
  "cannot-be-closed": "Postgres has no way to close it.",
};

const OPEN: readonly Report["findings"][number]["class"][] = ["write", "exposure", "read-gap", "future-gap"];

/** What is still open, the worst first: findings, then what was asked for and could not be done. */
export function openItems(report: Report): OpenItem[] {
  const findings = OPEN.flatMap((wanted) => report.findings.filter((one) => one.class === wanted));
  const known = new Set(findings.map((one) => one.remedy));
  const rest = report.uncovered.filter((one) => !known.has(one.remedy));
  return [
    ...findings.map(({ code, title, fixableBy, detail, remedy, count, examples }) => ({
      code,
      says: plain(title),
      whose: WHOSE[fixableBy],
      detail: examples && count ? `${detail} ${count} in all; the first: ${examples.slice(0, 3).join(", ")}` : detail,
      remedy,
    })),
    ...rest.map(({ kind, owner, reason, remedy }) => ({
      code: `not-covered-${kind}`,
      says: plain(reason),
      whose: `${plain(owner)} has to do it.`,
      detail: "",
      remedy,
    })),
  ];
}

/** What Postgres lets any login do, each sentence once. */
export function anyLoginMay(report: Report): string[] {
  return titlesOf(report, "side-effect");
}

/** What could not be looked at, or has to be known to read the rest. */
export function notices(report: Report): string[] {
  return titlesOf(report, "notice");
}

function titlesOf({ findings }: Report, wanted: Report["findings"][number]["class"]): string[] {
  return [...new Set(findings.filter((one) => one.class === wanted).map((one) => plain(one.title)))];
}
