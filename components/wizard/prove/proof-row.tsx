// A grid of real table elements would lose its meaning under display: grid, so the roles are written out. The cells
// take the focus (arrow keys); rows do not.
// biome-ignore-all lint/a11y/useSemanticElements: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: see above
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: see above

"use client";

import { memo } from "react";
import { classNames } from "../../ui/class-names";
import { digits } from "../wording";
import { CELL_LOOKS } from "./cell-look";
import type { Cell, GridRow } from "./grid-model";
import { cellWords, type RowMode } from "./grid-view";

/**
 * One table of the wall. Drawn again only when one of its cells, its height or its place in the keyboard's order
 * changed: `version` stands for the cells. A strip opens on hover, on focus and on a tap.
 */
export const ProofRow = memo(
  function ProofRow({ row, mode, index, tab }: ProofRowProps) {
    const waiting = row.answered === 0;
    return (
      <div role="row" className={classNames("group/row grid grid-cols-(--cols) gap-0.5", GAP[mode])}>
        <div
          role="rowheader"
          title={`${row.rights.schema}.${row.rights.name}`}
          className={classNames(NAME, TEXT[mode])}
        >
          <span className={waiting ? "text-ink-3" : undefined}>{row.rights.name}</span>
        </div>
        <div role="cell" className={classNames(ROWS, TEXT[mode])}>
          {row.rights.estimatedRows === null ? "" : digits(Math.round(row.rights.estimatedRows))}
        </div>
        {row.cells.map((cell, at) => (
          <ProofCell
            // The eight actions of a row never change places.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={at}
            cell={cell}
            words={cellWords(row, at)}
            place={`${index}:${at}`}
            mode={mode}
            tabbable={tab === at}
          />
        ))}
      </div>
    );
  },
  (before, after) =>
    before.row === after.row &&
    before.version === after.version &&
    before.mode === after.mode &&
    before.index === after.index &&
    before.tab === after.tab,
);

type ProofRowProps = {
  row: GridRow;
  version: number;
  mode: RowMode;
  /** Its place in the whole wall, for the arrow keys. */
  index: number;
  /** The cell that Tab leads to, or null. */
  tab: number | null;
};

function ProofCell(props: { cell: Cell; words: string; place: string; mode: RowMode; tabbable: boolean }) {
  const { cell, mode } = props;
  return (
    <div
      role="cell"
      data-cell={props.place}
      tabIndex={props.tabbable ? 0 : -1}
      aria-label={props.words}
      className={classNames(
        "overflow-hidden px-1.5 font-mono whitespace-nowrap max-tablet:px-0 max-tablet:text-[0px]! wide:px-2",
        "scroll-my-24 focus-visible:relative focus-visible:z-1 focus-visible:rounded-cell!",
        CELL_LOOKS[cell.state],
        CELL[mode],
      )}
    >
      {cell.text}
    </div>
  );
}

const OPENS = "transition-[height] duration-(--d-settle) ease-settle";
const GAP = { full: "mb-0.5", strip: "mb-px" } as const;
const CELL = {
  full: `h-6 rounded-cell text-cell leading-6! ${OPENS}`,
  strip: `h-1.5 rounded-[1px] text-[0px] leading-6! group-hover/row:h-6 group-hover/row:text-cell group-focus-within/row:h-6 group-focus-within/row:text-cell ${OPENS}`,
} as const;
const TEXT = {
  full: `h-6 ${OPENS}`,
  strip: `h-1.5 opacity-0 group-hover/row:h-6 group-hover/row:opacity-100 group-focus-within/row:h-6 group-focus-within/row:opacity-100 ${OPENS}`,
} as const;
const NAME =
  "overflow-hidden font-mono text-[12px] leading-6 text-ellipsis whitespace-nowrap tablet:text-code tablet:leading-6";
const ROWS = "overflow-hidden pr-3.5 text-right text-label leading-6 text-ink-3 tabular-nums max-tablet:hidden";
