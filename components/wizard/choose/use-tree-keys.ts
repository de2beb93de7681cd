"use client";

import { type KeyboardEvent, useState } from "react";
import { type Row, relationKey, schemaKey } from "./rows";

export type TreeActions = {
  toggle(row: Row): void;
  /** Opens or closes; for a "Show n more" row it shows them. */
  unfold(row: Row, open: boolean): void;
  /** A letter typed into the tree: goes on in the search field. */
  type(letter: string): void;
};

/** Which row the keyboard is on, and what its keys do: arrows move and open, space ticks, letters search. */
export function useTreeKeys(rows: readonly Row[], isOpen: (row: Row) => boolean, actions: TreeActions) {
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const found = rows.findIndex((row) => row.key === activeKey);
  const active = found === -1 ? null : found;

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = active ?? 0;
    const row = rows[at];
    if (row === undefined) return;
    const to = target(event.key, rows, at, active === null);
    if (to !== null) {
      const next = rows[Math.min(rows.length - 1, Math.max(0, to))];
      setActiveKey(next?.key ?? null);
    } else if (event.key === "ArrowRight") {
      if (isOpen(row)) setActiveKey(rows[at + 1]?.key ?? row.key);
      else actions.unfold(row, true);
    } else if (event.key === "ArrowLeft") {
      if (isOpen(row)) actions.unfold(row, false);
      else setActiveKey(parentKey(row) ?? row.key);
    } else if (event.key === " ") {
      if (row.type === "more") actions.unfold(row, true);
      else actions.toggle(row);
    } else if (event.key === "Enter") actions.unfold(row, !isOpen(row));
    else if (event.key.length === 1) actions.type(event.key);
    else return;
    event.preventDefault();
  }
  return { active, activeKey, setActiveKey, onKeyDown };
}

const PAGE = 12;

/** Where a key that only moves leads to, or null for all other keys. */
function target(key: string, rows: readonly Row[], at: number, first: boolean): number | null {
  if (key === "ArrowDown") return first ? 0 : at + 1;
  if (key === "ArrowUp") return at - 1;
  if (key === "PageDown") return at + PAGE;
  if (key === "PageUp") return at - PAGE;
  if (key === "Home") return 0;
  return key === "End" ? rows.length - 1 : null;
}

function parentKey(row: Row): string | null {
  if (row.type === "schema") return null;
  if (row.type === "more") return row.of;
  return row.type === "relation" ? schemaKey(row.schema) : relationKey(row.rel);
}
