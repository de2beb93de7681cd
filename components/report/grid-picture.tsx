import { digits } from "../../lib/report/english.ts";
import type { Report } from "../../lib/report/schema.ts";
import type { CellState } from "../../lib/report/tallies.ts";
import { classNames } from "../ui/class-names";
import { type GridCell, gridOf } from "./grid-rows";
import { Part } from "./sheet-parts";

const FILLS: Record<CellState, string> = {
  open: "bg-open-lit",
  part: "bg-[linear-gradient(90deg,var(--open-lit)_0_76%,var(--shut)_76%)]",
  shut: "bg-shut",
  catalog: "bg-[color-mix(in_oklab,var(--shut)_52%,white)]",
  odd: "bg-ask-fill",
  leak: "bg-stop-fill",
};

const LEGEND: readonly [CellState, string][] = [
  ["open", "allowed"],
  ["shut", "refused"],
  ["catalog", "no right, not tried"],
  ["odd", "unclear"],
  ["leak", "can be changed"],
];

/** One light column beside a dark wall: what can be read, and that nothing else can be done. */
export function GridPicture({ report }: { report: Report }) {
  const { rows, folded, tables, sentence } = gridOf(report);
  if (rows.length === 0) return null;
  const used = new Set(rows.flatMap(({ cells }) => cells.flatMap(coloursOf)));
  return (
    <Part title={`All ${digits(tables)} tables, 8 actions each`}>
      <div role="img" aria-label={sentence} className="grid gap-0.5">
        {rows.map(({ key, cells }) => (
          <div key={key} title={key} className="grid grid-cols-[1.7fr_repeat(7,1fr)] gap-0.5">
            {cells.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change places
              <Cell key={at} cell={cell} tall={rows.length <= 30 || folded} />
            ))}
          </div>
        ))}
      </div>
      <p className="mt-[7px] flex flex-wrap gap-x-3 text-[11.5px] text-ink-3">
        <span>{folded ? "A line is a schema." : "A line is a table."} The wide column is Read.</span>
        {LEGEND.filter(([state]) => used.has(state)).map(([state, says]) => (
          <span key={state} className="inline-flex items-center gap-1">
            <i aria-hidden="true" className={classNames("size-2 rounded-[1px]", FILLS[state])} />
            {says}
          </span>
        ))}
      </p>
    </Part>
  );
}

function coloursOf({ state, share, rest }: GridCell): CellState[] {
  return [...(share > 0 ? [state] : []), ...(share < 1 ? [rest] : [])];
}

function Cell({ cell: { state, share, rest }, tall }: { cell: GridCell; tall: boolean }) {
  const height = tall ? "h-2" : "h-[3px]";
  if (share === 1) return <i className={classNames(height, "rounded-[1px]", FILLS[state])} />;
  return (
    <i className={classNames(height, "flex overflow-hidden rounded-[1px]", FILLS[rest])}>
      <i className={FILLS[state]} style={{ width: `${share * 100}%` }} />
    </i>
  );
}
