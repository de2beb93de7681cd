"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, useCallback, useEffect, useId, useRef } from "react";
import { useNarrow } from "../../ui/use-narrow";
import { rowText, rowTick } from "./row-text";
import type { Row } from "./rows";
import type { Selection } from "./selection";
import { TreeRow } from "./tree-row";
import { type TreeActions, useTreeKeys } from "./use-tree-keys";

/** The tree: only what is in view stands in the page, however big the database is. */
export function ScopeTree(props: {
  selection: Selection;
  rows: readonly Row[];
  isOpen: (row: Row) => boolean;
  actions: TreeActions;
}) {
  const { rows, selection, isOpen, actions } = props;
  const id = useId();
  const keys = useTreeKeys(rows, isOpen, actions);
  const { frame, lines } = useLines(rows, keys.active);

  function onClick(event: MouseEvent<HTMLElement>) {
    const target = event.target as Element;
    const row = rows[Number(target.closest("[data-row]")?.getAttribute("data-row") ?? -1)];
    if (row === undefined) return;
    keys.setActiveKey(row.key);
    if (row.type === "column" || target.closest("[data-do=tick]")) actions.toggle(row);
    else actions.unfold(row, !isOpen(row));
  }

  const active = keys.active === null ? undefined : rows[keys.active];
  return (
    // The keys are handled by use-tree-keys on the tree itself; its lines are told to screen readers one by one.
    <div
      ref={frame}
      role="tree"
      tabIndex={0}
      aria-label="Schemas, tables and columns"
      aria-multiselectable="true"
      aria-activedescendant={
        active && lines.some((line) => line.index === keys.active) ? `${id}${active.key}` : undefined
      }
      onKeyDown={keys.onKeyDown}
      onClick={onClick}
      className="relative max-h-[min(72vh,700px)] overflow-y-auto overscroll-contain border-y border-line-2 text-small select-none"
    >
      <div role="none" style={{ height: lines.height }} className="relative">
        {lines.map((line) => {
          const row = rows[line.index];
          if (row === undefined) return null;
          return (
            <div
              key={row.key}
              role="none"
              className="absolute inset-x-0 top-0"
              style={{ height: line.size, transform: `translateY(${line.start}px)` }}
            >
              <TreeRow
                {...rowText(selection, row)}
                id={id + row.key}
                box={rowTick(selection, row)}
                open={row.type === "schema" || row.type === "relation" ? isOpen(row) : null}
                active={line.index === keys.active}
                index={line.index}
                total={rows.length}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Lines in view. The one that the keyboard is on is kept in view. */
function useLines(rows: readonly Row[], active: number | null) {
  const frame = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: useCallback((index: number) => heightOf(rows[index], narrow), [rows, narrow]),
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are fixed per kind of line; measure when these change
  useEffect(() => virtual.measure(), [rows, narrow]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the keyboard scrolls
  useEffect(() => {
    if (active !== null) virtual.scrollToIndex(active, { align: "auto" });
  }, [active]);
  return { frame, lines: Object.assign(virtual.getVirtualItems(), { height: virtual.getTotalSize() }) };
}

function heightOf(row: Row | undefined, narrow: boolean): number {
  if (row?.type === "schema") return 46;
  if (row?.type === "column") return narrow ? 36 : 32;
  return narrow ? 44 : row?.type === "more" ? 42 : 38;
}
