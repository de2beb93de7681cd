import type { Ending } from "./ending";
import type { Grid } from "./grid-model";
import { groupSummary } from "./grid-view";

/** For ears: one line a finished schema and the verdict, never a cell. */
export function SpokenProgress({ grid, ending }: { grid: Grid; version: number; ending: Ending | null }) {
  const done = grid.groups.filter(
    (group) => group.rows.length > 0 && group.rows.every((row) => row.completed !== null),
  );
  const last = done.at(-1);
  const said = ending
    ? `${ending.before}${ending.mark}${ending.after} ${ending.note}`
    : last
      ? `${last.schema}: ${groupSummary(last)}`
      : "";
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
