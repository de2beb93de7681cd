import { plain } from "../../lib/report/english.ts";
import type { Report } from "../../lib/report/schema.ts";
import { type CellState, cellsOf, countTables, isCounted } from "../../lib/report/tallies.ts";

/** A cell of one colour, or of a schema's tables: `share` of it in the first state, the rest in the second. */
export type GridCell = { state: CellState; share: number; rest: CellState };
/** One line of the picture: a table, or where there are too many a whole schema. */
export type GridRow = { key: string; cells: GridCell[] };
export type GridPicture = { rows: GridRow[]; folded: boolean; tables: number; sentence: string };

/** More than this would be no picture any more. */
const MOST_ROWS = 96;

/** All tables, eight actions each. */
export function gridOf(report: Report): GridPicture {
  const schemas = report.schemas.filter(isCounted);
  const { all, whole, part } = countTables(schemas);
  const cells = cellsOf(report);
  const folded = all > MOST_ROWS;
  let leaks = 0;
  const rows = schemas.flatMap((schema): GridRow[] => {
    const tables = schema.tables.map((table) => ({ name: table.name, cells: cells(schema.name, table) }));
    leaks += tables.filter((table) => table.cells.includes("leak")).length;
    if (folded) return [{ key: plain(schema.name), cells: together(tables.map((table) => table.cells)) }];
    return tables.map((table) => ({
      key: `${plain(schema.name)}.${plain(table.name)}`,
      cells: table.cells.map((state) => ({ state, share: 1, rest: state })),
    }));
  });
  const rest = leaks === 0 ? "nothing else is allowed" : `${leaks} of the tables can be changed`;
  const sentence = `${all} tables by 8 actions: the read column is open for ${whole + part}, ${rest}`;
  return { rows: rows.slice(0, MOST_ROWS), folded, tables: all, sentence };
}

/** What one colour of a schema's cell stands for; whatever is bad in it takes all of it. */
const BAD: readonly CellState[] = ["leak", "odd"];

/** Many tables in one line: how many can be read, how many were asked for each change and how many only looked up. */
function together(tables: readonly CellState[][]): GridCell[] {
  return (tables[0] ?? []).map((_, at) => {
    const states = tables.map((cells) => cells[at] ?? "catalog");
    const bad = at === 0 ? undefined : BAD.find((state) => states.includes(state));
    if (bad) return { state: bad, share: 1, rest: bad };
    const good: readonly CellState[] = at === 0 ? ["open", "part"] : ["shut"];
    const share = states.filter((state) => good.includes(state)).length / states.length;
    return at === 0 ? { state: "open", share, rest: "shut" } : { state: "shut", share, rest: "catalog" };
  });
}
