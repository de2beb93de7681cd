import { classNames } from "../../ui/class-names";
import { CELL_LOOKS } from "./cell-look";
import type { CellState, Grid } from "./grid-model";

const ENTRIES: readonly { state: CellState; says: string }[] = [
  { state: "open", says: "can read" },
  { state: "part", says: "can read, minus left-out columns" },
  { state: "shut", says: "the database refused (42501, insufficient privilege)" },
  { state: "catalog", says: "no right, read in the catalog, not tried" },
  { state: "odd", says: "no clear answer" },
  { state: "leak", says: "a change would get through" },
  { state: "wait", says: "not asked yet" },
];
const ALWAYS = new Set<CellState>(["open", "part", "shut"]);

/** Only the fills that are on the wall, and the three that one should know. */
export function Legend({ grid }: { grid: Grid; version: number }) {
  const used = new Set<CellState>(ALWAYS);
  for (const group of grid.groups) for (const row of group.rows) for (const cell of row.cells) used.add(cell.state);
  return (
    <ul aria-label="What the fills mean" className="mt-3 flex flex-wrap gap-x-6 gap-y-1.5 text-label text-ink-2">
      {ENTRIES.filter((entry) => used.has(entry.state)).map((entry) => (
        <li key={entry.state} className="flex items-center gap-2">
          <span
            aria-hidden="true"
            className={classNames("h-3.5 w-[26px] flex-none rounded-cell", CELL_LOOKS[entry.state])}
          />
          {entry.says}
        </li>
      ))}
    </ul>
  );
}
