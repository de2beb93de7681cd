import type { Finding } from "../../../lib/audit/finding.ts";
import type { Verification } from "../../../lib/verify/verification.ts";
import { counted, digits, listed } from "../wording.ts";

/** The three endings, no fourth. `mark` is the part that wears a colour. */
export type Ending = {
  kind: "good" | "bad" | "unsure";
  before: string;
  mark: string;
  after: string;
  /** What else belongs to it, in one sentence. */
  note: string;
};

const TABLES = new Set(["table", "partitioned-table", "view", "materialized-view", "foreign-table", "column"]);

/** The verdict in one sentence. `tries` and `refused` count changes of tables that were really sent. */
export function endingOf(verification: Verification, tries: number, refused: number): Ending {
  if (verification.verdict === "can-write") return badEnding(verification, tries, refused);
  if (verification.verdict === "inconclusive") return unsureEnding(verification);
  const { readable } = verification.coverage;
  return {
    kind: "good",
    before: "Lucien can read ",
    mark: counted(readable, "table"),
    after: " and change nothing.",
    note: [sampled(verification), loginTested(verification) ? "" : NOT_TESTED].filter(Boolean).join(" "),
  };
}

/** Findings that let the role write: what has to be cured before the login is used. */
export function writeFindings(verification: Verification): Verification["findings"] {
  return verification.findings.filter((finding) => finding.class === "write");
}

const NOT_TESTED = "The login itself was not tested, because its password is not known to this app.";

/** Whether the verdict rests on the role's own login; else the tries were made in the admin's session. */
export function loginTested({ findings }: Pick<Verification, "findings">): boolean {
  return findings.every((finding) => finding.code !== "login-not-tested");
}

function badEnding(verification: Verification, tries: number, refused: number): Ending {
  const findings = writeFindings(verification);
  const tables = new Set(
    findings.filter(isTable).map((finding) => `${finding.object?.schema}.${finding.object?.name}`),
  );
  const others = findings.filter((finding) => !isTable(finding)).length;
  const parts = [
    ...(tables.size > 0 ? [`change ${counted(tables.size, "table")}`] : []),
    ...(others > 0 ? [`write in ${counted(others, tables.size > 0 ? "other way" : "way")}`] : []),
  ];
  const rest =
    tries === 0 ? "" : ` The other ${counted(refused, "try", "tries")} ${refused === 1 ? "was" : "were"} refused.`;
  return {
    kind: "bad",
    before: "Do not use this login yet. It can still ",
    mark: listed(parts),
    after: `.${rest}`,
    note: sampled(verification),
  };
}

function unsureEnding(verification: Verification): Ending {
  const unsure = new Set(
    verification.probes
      .filter((probe) => probe.result === "inconclusive" && probe.object !== null)
      .map((probe) => `${probe.object?.schema}.${probe.object?.name}`),
  );
  const notices = verification.findings.filter((finding) => finding.class === "notice");
  const what = unsure.size > 0 ? counted(unsure.size, "table") : "everything";
  const why = notices.find((finding) => finding.code !== "login-not-tested") ?? notices[0];
  const note = why?.title ?? "";
  return {
    kind: "unsure",
    before: "We could not be sure about ",
    mark: what,
    after: ", so we do not call it proven.",
    note,
  };
}

/** Large databases: what was read and what was tried are two numbers. */
function sampled({ coverage }: Verification): string {
  if (coverage.probed >= coverage.relations) return "";
  return `We read the rights on all ${counted(coverage.relations, "table")} and tried ${digits(coverage.probed)} of them for real.`;
}

function isTable(finding: Pick<Finding, "object">): boolean {
  return finding.object !== null && TABLES.has(finding.object.type);
}
