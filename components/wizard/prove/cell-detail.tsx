import { ACTIONS, type CellState, type GridRow } from "./grid-model";

/** What was asked in one cell and what came back, at the foot of the window. The cell's label says the same. */
export function CellDetail({ row, at, route }: { row: GridRow; at: number; route: string }) {
  const cell = row.cells[at];
  if (cell === undefined) return null;
  const { probe } = cell;
  return (
    // No height of its own: what comes and goes with the pointer must not move the page.
    <div aria-hidden="true" className="pointer-events-none sticky bottom-3 z-3 h-0">
      <div className="absolute inset-x-0 bottom-0 rounded-ctl border border-line-2 bg-raised px-3.5 py-2.5 shadow-pop">
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
