import { capital, counted, digits, listed, plain, utc, versionText } from "./english.ts";
import type { Report } from "./schema.ts";
import { changeRows, countTables, isCounted, totalOf } from "./tallies.ts";

/** The report's sentences: Markdown and the page say the same. Runs in the browser, too. */

/** The verdict in one sentence. Three, no fourth. */
export function headline(report: Report): string {
  if (report.verdict === "can-write") return `Do not use this login yet: it can still ${canStill(report)}`;
  if (report.verdict === "inconclusive") return "We could not be sure that this login only reads";
  const { all, whole, part } = countTables(report.schemas.filter(isCounted));
  if (whole + part === 0) return "Lucien can read no table here and change nothing";
  const of = whole + part === all ? counted(all, "table") : `${digits(whole + part)} of ${counted(all, "table")}`;
  return `Lucien can read ${of} and can change none of them`;
}

function canStill(report: Report): string {
  const tables = report.schemas.flatMap((schema) => schema.tables).filter((table) => table.can.length > 0).length;
  const other = report.findings.filter((one) => one.class === "write" && !one.object?.type.match(/table|view|column/));
  const parts = [
    ...(tables > 0 ? [`change ${counted(tables, "table")}`] : []),
    ...(other.length > 0 || tables === 0
      ? [`write in ${counted(Math.max(1, other.length), tables > 0 ? "other way" : "way")}`]
      : []),
  ];
  return listed(parts);
}

/** What was done to find out, and what came of it. */
export function lead(report: Report): string {
  const { tried, refused } = totalOf(changeRows(report));
  const who = report.password.loginTested
    ? `We signed in as ${plain(report.role)}`
    : `We took the place of ${plain(report.role)} in an admin’s session`;
  if (tried === 0)
    return `We read in the catalog what ${plain(report.role)} may do. Nothing could be tried.${untested(report)}`;
  const sampled = report.coverage.probed < report.coverage.relations;
  const how = sampled
    ? `read its rights on ${counted(report.coverage.relations, "table")}, tried ${digits(report.coverage.probed)} of them for real`
    : "tried to change each table";
  const answer =
    refused === tried
      ? `The database refused each of ${counted(tried, "try", "tries")}.`
      : `The database refused ${digits(refused)} of ${counted(tried, "try", "tries")}.`;
  return `${who} and ${how}, then looked for every way around. ${answer} Below is what we asked and what it answered.${untested(report)}`;
}

function untested({ password }: Report): string {
  return password.loginTested ? "" : " The login itself was not tested.";
}

/** Who did it and how, against which server, who knows the password, when. */
export function whoAndWhere(report: Report): string[] {
  const { server, checked, tool } = report;
  const at = `${plain(server.host)}:${server.port}`;
  const provider = server.provider === null ? "" : `, hosted by ${plain(capital(server.provider))}`;
  return [
    appliedWords(report),
    `PostgreSQL ${versionText(server.versionNum)} at ${at}, database ${plain(server.database)}${provider}.${lineWords(server.line)}`,
    passwordWords(report),
    `Checked ${utc(checked.at)}, in ${seconds(checked.durationMs)}. ${tool.name} ${tool.version}.`,
  ];
}

function appliedWords({ applied }: Report): string {
  if (applied === null) return "The login was there already. It was checked, and nothing was changed.";
  const { way, by, actingAs, statements, handOff, outcome, at } = applied;
  const done = outcome === "unchanged" ? "Looked at" : "Applied";
  const who = way === "script" ? "by somebody who ran the script" : `by ${plain(by ?? "an admin")}`;
  const as = actingAs === null ? "" : `, acting as ${plain(actingAs)}`;
  const how =
    way === "form"
      ? ` with the form${handOff ? ", through a hand-off link" : ""}`
      : way === "terminal"
        ? " in the terminal"
        : "";
  const ran = outcome === "unchanged" ? "nothing had to be changed" : counted(statements.length, "statement");
  return `${done} ${who}${as}${how}: ${way === "script" ? utc(at) : `${ran}, ${utc(at)}`}.`;
}

function lineWords(line: Report["server"]["line"]): string {
  if (line === null) return "";
  const words = {
    "verify-full": " The line is encrypted, and the certificate is checked.",
    require: " The line is encrypted; the certificate is not checked by the URL.",
    disable: " The line is not encrypted.",
  };
  return words[line];
}

function passwordWords({ password }: Report): string {
  const { mode, madeIn } = password;
  if (mode === "kept") return "The password of the login was there before, and was left as it was.";
  const where = madeIn === "terminal" ? "in the terminal that made the login" : "in the founder’s browser";
  if (mode === "verifier") return `Lucien’s password was made ${where}. The server got a one-way fingerprint of it.`;
  return madeIn === "terminal"
    ? `Lucien’s password was made ${where}, and sent to the database as it is: this host takes no fingerprint.`
    : "This app’s server held Lucien’s password while the job ran, because the host wants the password itself.";
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} seconds`;
}

export const CHANGE_NAMES = {
  insert: "Insert",
  update: "Update",
  delete: "Delete",
  truncate: "Truncate",
  trigger: "Trigger",
  alter: "Alter",
  drop: "Drop",
} as const;

export const WAY_NAMES: Record<Report["ways"][number]["id"], string> = {
  "new-table": "Make a table anywhere",
  "temporary-table": "Make a temporary table",
  "definer-routine": "Functions that write",
  "become-another": "Become another login",
  "through-view": "Views and foreign servers",
  "settings-files": "Server settings and files",
  "other-databases": "Other databases",
  "later-rights": "Rights it will be given later",
  "test-password": "Temporary test password",
};

/** `Ways around, 8 of 9 shut`: what any login may do is no way around the tables. */
export function waysTitle({ ways }: Report): string {
  const counts = ways.filter((way) => way.state !== "anyone");
  const shut = counts.filter((way) => way.state === "shut").length;
  return `Ways around, ${shut} of ${counts.length} shut`;
}
