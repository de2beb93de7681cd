import { counted, digits } from "../wording.ts";
import { ACTIONS, type Grid, type GridGroup, type GridRow } from "./grid-model.ts";

/** How high a row is drawn: `full` can be read, `strip` is a stroke of the wall. */
export type RowMode = "full" | "strip";

const SMALL = 24;
const ANSWERED_SHOWN = 10;
const AHEAD_SHOWN = 3;

/**
 * Rows around the needle stay legible: the ten answered last, the one being asked and the next three. A row with a
 * leak or a doubt never shrinks; a small database has no strips at all.
 */
export function rowMode(grid: Grid, row: GridRow, ahead: ReadonlySet<GridRow>): RowMode {
  const listed = grid.groups.reduce((sum, group) => sum + group.rows.length, 0);
  if (listed <= SMALL || row.cells.some((cell) => cell.state === "leak" || cell.state === "odd")) return "full";
  if (grid.verification !== null) return "strip";
  if (row.completed !== null) return row.completed >= grid.completed - ANSWERED_SHOWN ? "full" : "strip";
  return row.answered > 0 || ahead.has(row) ? "full" : "strip";
}

/** The rows that come next, in the order of the wall. */
export function rowsAhead(grid: Grid): ReadonlySet<GridRow> {
  const all = grid.groups.flatMap((group) => group.rows);
  const needle = grid.lastRow === null ? -1 : all.indexOf(grid.lastRow);
  return new Set(
    all
      .slice(needle + 1)
      .filter((row) => row.answered === 0)
      .slice(0, AHEAD_SHOWN),
  );
}

/** The line beside a schema's name. Tried and read in the catalog are counted apart. */
export function groupSummary(group: GridGroup): string {
  const answered = group.rows.filter((row) => row.completed !== null);
  if (answered.length === 0) {
    const shut = group.rows.length > 0 && !group.rows.some((row) => row.rights.meant);
    const rest = shut ? " All of them should be refused, reading too." : "";
    return group.rows.length === 0 ? foldedLine(group) : `${counted(group.rows.length, "table")} to ask.${rest}`;
  }
  const all = answered.length === group.rows.length;
  const tables = all
    ? counted(answered.length, "table")
    : `${digits(answered.length)} of ${counted(group.rows.length, "table")}`;
  const parts = [...readParts(answered), ...(all ? changeParts(answered) : [])];
  const folded = group.folded > 0 ? `. ${foldedLine(group)}` : "";
  return `${tables} answered: ${parts.join(", ")}${folded}`;
}

function readParts(rows: readonly GridRow[]): string[] {
  const read = rows.filter((row) => ["open", "part", "may-read"].includes(row.cells[0]?.state ?? "")).length;
  const kept = rows.length - read;
  return [`${digits(read)} can be read`, ...(kept > 0 ? [`${digits(kept)} kept from Lucien`] : [])];
}

function changeParts(rows: readonly GridRow[]): string[] {
  const changes = rows.flatMap((row) => row.cells.slice(1));
  const tried = changes.filter((cell) => cell.probe !== null);
  const refused = tried.filter((cell) => cell.state === "shut").length;
  const catalog = changes.filter((cell) => cell.state === "catalog").length;
  const parts = tried.length > 0 ? [`${counted(tried.length, "change")} tried`, `${digits(refused)} refused`] : [];
  return catalog > 0 ? [...parts, `${digits(catalog)} ruled out by the catalog`] : parts;
}

/** Those without a row of their own. */
export function foldedLine(group: GridGroup): string {
  const more = group.rows.length > 0 ? " more" : "";
  const changed = group.foldedLeaks === 0 ? "none" : digits(group.foldedLeaks);
  return `${digits(group.folded)}${more} tables read in the catalog: ${digits(group.foldedReadable)} can be read, ${changed} can be changed`;
}

/** A cell in words, for hover, focus and screen readers. */
export function cellWords(row: GridRow, at: number): string {
  const cell = row.cells[at];
  const action = ACTIONS[at] ?? "read";
  const what = `${action} ${row.rights.schema}.${row.rights.name}`;
  return `${what}: ${cell?.state === "wait" ? "not asked yet" : (cell?.text ?? "")}`;
}

/** How long it may still take, or null while that cannot be told. */
export function timeLeft(grid: Grid, startedAt: number | null, now: number): string | null {
  const done = grid.answered;
  if (startedAt === null || done < 20 || grid.verification !== null) return null;
  const seconds = Math.ceil(((now - startedAt) / done) * (grid.total - done) * 0.001);
  return seconds < 1 ? null : `about ${counted(seconds, "second")} left`;
}
