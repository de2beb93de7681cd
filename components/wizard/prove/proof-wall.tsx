// A grid of real table elements would lose its meaning under display: grid, so the roles are written out. The cells
// take the focus (arrow keys); rows do not.
// biome-ignore-all lint/a11y/useSemanticElements: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: see above
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: see above

"use client";

import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from "react";
import { capital } from "../wording";
import { CellDetail } from "./cell-detail";
import { ACTIONS, type Grid } from "./grid-model";
import { foldedLine, groupSummary, rowMode, rowsAhead } from "./grid-view";
import { ProofRow } from "./proof-row";

type Place = { row: number; at: number };

/** Every table and every action, with the database's answer. Arrow keys go from cell to cell. */
export function ProofWall({ grid, route }: { grid: Grid; version: number; route: string }) {
  const wall = useRef<HTMLDivElement>(null);
  const [tab, setTab] = useState<Place>({ row: 0, at: 0 });
  const [shown, setShown] = useState<(Place & { above: boolean }) | null>(null);
  const ahead = rowsAhead(grid);
  const rows = grid.groups.flatMap((group) => group.rows);

  function onPoint(event: SyntheticEvent) {
    const place = placeOf(event.target);
    if (place !== null) setShown({ ...place, above: inLowerHalf(event.target as Element) });
  }
  function onKeyDown(event: KeyboardEvent) {
    const from = placeOf(event.target);
    const to = from === null ? null : moved(event.key, from, rows.length);
    if (to === null) return;
    event.preventDefault();
    setTab(to);
    wall.current?.querySelector<HTMLElement>(`[data-cell="${to.row}:${to.at}"]`)?.focus();
  }
  const shownRow = shown === null ? undefined : rows[shown.row];
  let index = 0;
  return (
    <>
      {/* Pointing and focusing only show what a cell holds; every cell says the same in its own label. */}
      <div
        ref={wall}
        role="table"
        aria-label="Every table and every action, with the database’s answer"
        aria-rowcount={rows.length + 1}
        aria-colcount={ACTIONS.length + 2}
        onPointerOver={onPoint}
        onPointerLeave={() => setShown(null)}
        onFocus={onPoint}
        onBlur={() => setShown(null)}
        onClick={onPoint}
        onKeyDown={onKeyDown}
        className="mt-6 [--cols:104px_repeat(8,minmax(0,1fr))] tablet:[--cols:minmax(100px,150px)_76px_repeat(8,minmax(0,1fr))] wide:[--cols:minmax(132px,204px)_88px_repeat(8,minmax(0,1fr))]"
      >
        <WallHead />
        {grid.groups.map((group) => (
          <div key={group.schema} role="rowgroup">
            <div
              role="row"
              className="grid items-baseline gap-x-0.5 pt-3.5 pb-1.5 text-small tablet:grid-cols-(--cols)"
            >
              <div role="rowheader" className="truncate text-row font-semibold" title={group.schema}>
                {group.schema}
              </div>
              <div role="cell" className="text-ink-2 max-tablet:text-label tablet:col-[3/-1] tablet:pl-2">
                {groupSummary(group)}
              </div>
            </div>
            {group.rows.map((row) => {
              const at = index++;
              return (
                <ProofRow
                  key={row.key}
                  row={row}
                  version={row.version}
                  mode={rowMode(grid, row, ahead)}
                  index={at}
                  tab={tab.row === at ? tab.at : null}
                />
              );
            })}
            {group.folded > 0 && group.rows.length > 0 && grid.verification === null && (
              <div role="row">
                <div role="cell" className="pt-1 text-label text-ink-3">
                  {foldedLine(group)}
                </div>
              </div>
            )}
          </div>
        ))}
      </div>
      {shownRow && shown && <CellDetail row={shownRow} at={shown.at} route={route} above={shown.above} />}
    </>
  );
}

function WallHead() {
  return (
    <div role="rowgroup" className="sticky top-0 z-2 bg-paper">
      <div
        role="row"
        className="grid grid-cols-(--cols) items-end gap-0.5 border-b border-line-2 py-2 text-[12px] leading-[1.2] font-medium text-ink-2 tablet:text-label"
      >
        <div role="columnheader">Table</div>
        <div role="columnheader" className="pr-3.5 text-right font-normal text-ink-3 max-tablet:hidden">
          Rows
        </div>
        {ACTIONS.map((action) => (
          <div
            key={action}
            role="columnheader"
            className="whitespace-nowrap max-tablet:h-[54px] max-tablet:rotate-180 max-tablet:justify-self-center max-tablet:[writing-mode:vertical-rl] tablet:pl-2"
          >
            {capital(action)}
          </div>
        ))}
      </div>
    </div>
  );
}

function inLowerHalf(cell: Element): boolean {
  return cell.getBoundingClientRect().top > window.innerHeight / 2;
}

function placeOf(target: EventTarget): Place | null {
  const text = target instanceof Element ? target.closest("[data-cell]")?.getAttribute("data-cell") : null;
  const [row, at] = (text ?? "").split(":").map(Number);
  return text && row !== undefined && at !== undefined ? { row, at } : null;
}

/** Where an arrow key leads; null for other keys. */
function moved(key: string, { row, at }: Place, rows: number): Place | null {
  const last = ACTIONS.length - 1;
  if (key === "ArrowRight") return { row, at: Math.min(last, at + 1) };
  if (key === "ArrowLeft") return { row, at: Math.max(0, at - 1) };
  if (key === "ArrowDown") return { row: Math.min(rows - 1, row + 1), at };
  if (key === "ArrowUp") return { row: Math.max(0, row - 1), at };
  if (key === "Home") return { row: 0, at };
  return key === "End" ? { row: rows - 1, at } : null;
}
