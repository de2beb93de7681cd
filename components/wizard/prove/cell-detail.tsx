import { classNames } from "../../ui/class-names";
import { ACTIONS, type CellState, type GridRow } from "./grid-model";

/** What was asked in one cell and what came back, at the edge of the window. The cell's label says the same. */
export function CellDetail(props: { row: GridRow; at: number; route: string; above: boolean }) {
  const { row, at, route, above } = props;
  const cell = row.cells[at];
  if (cell === undefined) return null;
  const { probe } = cell;
  return (
    <div
      aria-hidden="true"
      className={classNames(
        "pointer-events-none fixed inset-x-0 z-10 mx-auto max-w-[1280px] px-4 tablet:px-8",
        // Never over the cell that it tells about.
        above ? "top-14" : "bottom-3",
      )}
    >
      <div className="rounded-ctl border border-line-2 bg-raised px-3.5 py-2.5 shadow-pop">
        {probe ? (
          <>
            <p className="font-mono text-code wrap-anywhere">{probe.sql}</p>
            <p className="mt-1 text-label wrap-anywhere text-ink-2">
              <span className="font-mono">{probe.sqlstate}</span>
              {probe.message && ` · ${probe.message}`} ·{" "}
              {probe.durationMs < 1 ? "under 1" : Math.round(probe.durationMs)} ms · {route}
            </p>
          </>
        ) : (
          <>
            <p className="text-small font-semibold">
              {ACTIONS[at]} {row.rights.schema}.{row.rights.name}
            </p>
            <p className="mt-1 text-label text-ink-2">{WITHOUT_PROBE[cell.state]}</p>
          </>
        )}
      </div>
    </div>
  );
}

const NOT_TRIED = "Read in the catalog, for this login and all it can become. Not tried.";
const WITHOUT_PROBE: Record<CellState, string> = {
  wait: "Not asked yet.",
  catalog: NOT_TRIED,
  "may-read": NOT_TRIED,
  leak: "The catalog says that it has this right. It would succeed, so it is not run.",
  open: "",
  part: "",
  shut: "",
  odd: "",
};
