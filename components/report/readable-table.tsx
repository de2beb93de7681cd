import { counted, digits, plain } from "../../lib/report/english.ts";
import type { Report } from "../../lib/report/schema.ts";
import { countTables } from "../../lib/report/tallies.ts";
import { More, Part, Rows } from "./sheet-parts";

const LISTED = 10;

/** Schemas, and how much of each can be read. */
export function ReadableTable({ report }: { report: Report }) {
  const { schemas } = report;
  const { withheld, inTables } = countTables(schemas);
  const rows = schemas.slice(0, LISTED).map((schema) => [plain(schema.name), shareOf(schema)] as const);
  const leftOut: [string, string][] =
    withheld === 0 ? [] : [["Columns left out", `${digits(withheld)}, in ${counted(inTables, "table")}`]];
  return (
    <Part title="What it can read">
      <Rows caption="Schemas and the tables that can be read in them" rows={[...rows, ...leftOut]} />
      <More count={schemas.length - LISTED} what="schemas" />
    </Part>
  );
}

function shareOf(schema: Report["schemas"][number]): string {
  const { all, whole, part } = countTables([schema]);
  const host = schema.kind === "provider" ? ", the host’s own" : "";
  if (whole + part === 0) return `none of ${digits(all)}${host}`;
  const some = part === 0 ? "" : `, ${digits(part)} in part`;
  return `${digits(whole + part)} of ${counted(all, "table")}${some}${host}`;
}
