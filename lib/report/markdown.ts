import { counted, digits, fingerprintText, plain, utc } from "./english.ts";
import { guardWords } from "./guards.ts";
import { anyLoginMay, notices, openItems } from "./open-items.ts";
import type { Report, ReportFile } from "./schema.ts";
import { changeRows, countTables, totalOf } from "./tallies.ts";
import { CHANGE_NAMES, headline, lead, WAY_NAMES, waysTitle, whoAndWhere } from "./words.ts";

/** How much of a long list is written out; the JSON holds all of it. */
const LISTED = 200;

/** The report in Markdown. Names come from the database: they can neither break a line nor be read as markup. */
export function markdownOf({ report, signature }: ReportFile): string {
  return `${[
    "# Read-only access report",
    `${escaped(report.server.database)}, ${utc(report.madeAt)}`,
    `## ${escaped(headline(report))}`,
    escaped(lead(report)),
    ...changes(report),
    ...readable(report),
    ...open(report),
    ...ways(report),
    ...list("What Postgres lets any login do", anyLoginMay(report)),
    ...list("What has to be known beside", notices(report)),
    ...list("The limits of the login", guardWords(report)),
    ...list("Who and where", whoAndWhere(report)),
    ...tries(report),
    "---",
    signatureLine(signature),
  ].join("\n\n")}\n`;
}

function changes(report: Report): string[] {
  const rows = changeRows(report);
  const { tried, refused } = totalOf(rows);
  return [
    "## Every change we tried",
    table(
      ["Action", "Tried", "Refused", "Answer"],
      [
        ...rows.map((row) => [
          CHANGE_NAMES[row.change],
          digits(row.tried),
          digits(row.refused),
          row.held > 0 ? `${counted(row.held, "table")} may be changed` : answerOf(row),
        ]),
        ["In all", digits(tried), digits(refused), ""],
      ],
    ),
  ];
}

function answerOf({ sqlstates, tried }: ReturnType<typeof changeRows>[number]): string {
  return tried === 0 ? "no right (catalog)" : sqlstates.join(", ");
}

function readable(report: Report): string[] {
  const rows = report.schemas.map((schema) => {
    const { all, whole, part, withheld, inTables } = countTables([schema]);
    const leftOut = withheld === 0 ? "" : `${digits(withheld)} in ${counted(inTables, "table")}`;
    return [schema.name, `${digits(whole + part)} of ${digits(all)}`, digits(part), leftOut];
  });
  const withheld = report.schemas.flatMap((schema) =>
    schema.tables
      .filter((one) => one.withheld.length > 0)
      .map((one) => `${schema.name}.${one.name}: ${one.withheld.join(", ")}`),
  );
  return [
    "## What it can read",
    table(["Schema", "Tables it can read", "Of these in part", "Columns left out"], rows),
    ...(withheld.length === 0 ? [] : ["### Columns left out", bullets(withheld)]),
  ];
}

function open(report: Report): string[] {
  const items = openItems(report);
  if (items.length === 0) return ["## What is still open", "Nothing."];
  const shown = items.slice(0, LISTED).map(({ says, whose, remedy }) => {
    const text = `- ${escaped(says)} ${escaped(whose)}`;
    return remedy === null ? text : `${text}\n\n${fenced(remedy, "sql", "  ")}`;
  });
  return ["## What is still open", ...shown, ...more(items.length)];
}

function ways(report: Report): string[] {
  const rows = report.ways.map((way) => [
    WAY_NAMES[way.id],
    way.state === "anyone" ? "any login may" : way.state,
    way.answer,
  ]);
  return [`## ${waysTitle(report)}`, table(["Way", "", "Answer"], rows)];
}

function tries({ probes }: Report): string[] {
  const rows = probes.slice(0, LISTED).map(({ sql, sqlstate, result }) => [sql, result, sqlstate]);
  return [
    `## What was asked, and the answer (${digits(probes.length)})`,
    table(["Statement", "Answer", "SQLSTATE"], rows),
    ...more(probes.length),
  ];
}

function more(count: number): string[] {
  return count > LISTED ? [`${digits(count - LISTED)} more stand in the JSON file.`] : [];
}

function signatureLine(signature: ReportFile["signature"]): string {
  if (signature === null) return "Not signed.";
  const where =
    signature.origin === null ? "at /report/check of the app that made it" : `at ${signature.origin}/report/check`;
  return `The JSON file of this report is signed by key ${fingerprintText(signature.keyId)}. Check it ${escaped(where)}, or with \`lucien-readonly report verify FILE\`. This text carries no signature.`;
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, bullets(items)];
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${escaped(item)}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((row) => line(row.map(escaped)))].join("\n");
}

/** Text that stands for itself in Markdown, on one line. */
function escaped(text: string): string {
  return plain(text).replace(/[\\`*_[\]#|<>&~]/g, (character) => (character === "<" ? "&lt;" : `\\${character}`));
}

/** Code between fences that are longer than any run of backticks in it. */
function fenced(code: string, language: string, indent: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const lines = code.split("\n").map((text) => plain(text));
  return [`${fence}${language}`, ...lines, fence].map((text) => indent + text).join("\n");
}
