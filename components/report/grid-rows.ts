import { plain } from "../../lib/report/english.ts";
import type { Report } from "../../lib/report/schema.ts";
import { type CellState, cellsOf, countTables, isCounted } from "../../lib/report/tallies.ts";

/** One line of the picture: a table, or where there are too many a whole schema with the share that can be read. */
export type GridRow = { key: string; cells: CellState[]; share: number | null };
export type GridPicture = { rows: GridRow[]; folded: boolean; tables: number; sentence: string };

/** More than this would be no picture any more. */
const MOST_ROWS = 96;

/** All tables, eight actions each. */
export function gridOf(report: Report): GridPicture {
  const schemas = report.schemas.filter(isCounted);
  const { all, whole, part } = countTables(schemas);
  const cells = cellsOf(report);
  const folded = all > MOST_ROWS;
  const rows = schemas.flatMap((schema): GridRow[] => {
    const tables = schema.tables.map((table) => ({ table, cells: cells(schema.name, table) }));
    if (!folded) {
      return tables.map(({ table, cells }) => ({
        key: `${plain(schema.name)}.${plain(table.name)}`,
        cells,
        share: null,
      }));
    }
    const readable = tables.filter(({ table }) => table.read !== "none").length / Math.max(1, tables.length);
    return [{ key: plain(schema.name), cells: worstOf(tables.map((one) => one.cells)), share: readable }];
  });
  const leaks = rows.filter((row) => row.cells.includes("leak")).length;
  const rest = leaks === 0 ? "nothing else is allowed" : `${leaks} of the lines hold a change that is allowed`;
  const sentence = `${all} tables by 8 actions: the read column is open for ${whole + part}, ${rest}`;
  return { rows: rows.slice(0, MOST_ROWS), folded, tables: all, sentence };
}

const BADNESS: readonly CellState[] = ["leak", "odd", "shut", "catalog", "part", "open"];

/** What a schema's line shows of its tables: whatever is worst in each column. */
function worstOf(tables: readonly CellState[][]): CellState[] {
  const first = tables[0] ?? [];
  return first.map((_, at) => BADNESS.find((state) => tables.some((cells) => cells[at] === state)) ?? "catalog");
}
