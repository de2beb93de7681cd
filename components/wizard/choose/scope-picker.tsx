"use client";

import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { counted, digits } from "../wording";
import { filterCount, type Row, schemaKey, type TreeView, treeRows } from "./rows";
import { ScopeTree } from "./scope-tree";
import { type Selection, toggleColumn, toggleRelation, toggleSchema } from "./selection";
import { TreeTools } from "./tree-tools";

type Change = (change: (selection: Selection) => void) => void;

/** Search, filters and the tree below them. */
export function ScopePicker({ selection, tick }: { selection: Selection; tick: Change }) {
  const { view, setView, isOpen, unfold } = useTreeView(selection);
  const query = useDeferredValue(view.query);
  const search = useRef<HTMLInputElement>(null);
  const tree = useRef<HTMLDivElement>(null);
  useSlashKey(search);
  // The ticks decide what is listed only under "Left out".
  const listed = view.filter === "left-out" ? selection.version : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selection is one mutable value, its version stands for it
  const rows = useMemo(() => treeRows(selection, { ...view, query }), [selection, listed, view, query]);
  const sensitive = useMemo(() => filterCount(selection, "sensitive"), [selection]);

  function toggle(row: Row) {
    tick((now) => {
      if (row.type === "schema") toggleSchema(now, row.schema);
      else if (row.type === "relation") toggleRelation(now, row.rel);
      else if (row.type === "column") toggleColumn(now, row.rel, row.col);
    });
  }
  return (
    <div>
      <TreeTools
        ref={search}
        query={view.query}
        onQuery={(text) => setView({ ...view, query: text })}
        filter={view.filter}
        onFilter={(filter) => setView({ ...view, filter })}
        sensitive={sensitive}
        leftOut={filterCount(selection, "left-out")}
        onLeave={() => tree.current?.querySelector<HTMLElement>("[role=tree]")?.focus()}
      />
      <p className="mt-[18px] mb-2 flex justify-between px-2 text-label text-ink-3">
        <span>{sizeOf(selection)}</span>
        <span className="max-tablet:pr-0.5">Rows, about</span>
      </p>
      <div ref={tree}>
        {rows.length === 0 ? (
          <p className="border-y border-line px-2 py-5 text-small text-ink-2">
            {view.query.trim() === "" ? "Nothing here." : `No table or column is called “${view.query.trim()}”.`}
          </p>
        ) : (
          <ScopeTree
            selection={selection}
            rows={rows}
            isOpen={isOpen}
            actions={{
              toggle,
              unfold,
              type(letter) {
                setView({ ...view, query: view.query + letter });
                search.current?.focus();
              },
            }}
          />
        )}
      </div>
      <p aria-live="polite" className="sr-only">
        {view.query.trim() !== "" || view.filter !== "all" ? `${digits(rows.length)} lines found` : ""}
      </p>
    </div>
  );
}

/** What is open. A search or a filter shows what it found open; then nothing can be closed. */
function useTreeView(selection: Selection) {
  const [view, setView] = useState<TreeView>(() => firstView(selection));
  const searching = view.query.trim() !== "" || view.filter !== "all";
  function isOpen(row: Row): boolean {
    return row.type !== "column" && row.type !== "more" && (searching || view.open.has(row.key));
  }
  function unfold(row: Row, open: boolean) {
    if (row.type === "column" || searching) return;
    const key = row.type === "more" ? row.of : row.key;
    const which = row.type === "more" ? "whole" : "open";
    const next = new Set(view[which]);
    if (open) next.add(key);
    else next.delete(key);
    setView({ ...view, [which]: next });
  }
  return { view, setView, isOpen, unfold };
}

/** The first schema stands open, so that a founder sees tables at once. */
function firstView(selection: Selection): TreeView {
  const own = selection.scope.schemas.findIndex((schema) => schema.facts.name === "public");
  const first = own === -1 ? selection.scope.schemas.findIndex((schema) => schema.facts.kind === "user") : own;
  return { open: new Set([schemaKey(Math.max(0, first))]), whole: new Set(), filter: "all", query: "" };
}

/** `/` anywhere outside of a field goes to the search. */
function useSlashKey(search: { current: HTMLInputElement | null }) {
  useEffect(() => {
    function onKeyDown(event: globalThis.KeyboardEvent) {
      const from = event.target instanceof Element ? event.target : null;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (from?.closest("input, textarea, select, [role=dialog]")) return;
      event.preventDefault();
      search.current?.focus();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [search]);
}

function sizeOf(selection: Selection): string {
  const { schemas, look } = selection.scope;
  const columns = look.relations.reduce((sum, relation) => sum + relation.columns.length, 0);
  return `${counted(schemas.length, "schema")}, ${counted(selection.total.relations, "table")}, ${counted(columns, "column")}`;
}
