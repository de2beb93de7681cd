import { relationAt, type Scope, schemaAt } from "./scope.ts";
import { relationTick, type Selection } from "./selection.ts";

/** One line of the tree. `more` is "Show 28 more tables" of a schema, or "… columns" of a relation. */
export type Row =
  | { type: "schema"; key: string; schema: number }
  | { type: "relation"; key: string; schema: number; rel: number }
  | { type: "column"; key: string; schema: number; rel: number; col: number }
  | { type: "more"; key: string; of: string; schema: number; rel: number | null; count: number };

export type TreeFilter = "all" | "sensitive" | "left-out";

/** What is open: keys of schema and relation rows; `whole` holds those whose "Show n more" was used. */
export type TreeView = {
  open: ReadonlySet<string>;
  whole: ReadonlySet<string>;
  filter: TreeFilter;
  query: string;
};

const TABLES_SHOWN = 12;
const COLUMNS_SHOWN = 6;

export function schemaKey(schema: number): string {
  return `s${schema}`;
}

export function relationKey(rel: number): string {
  return `r${rel}`;
}

/** The lines to draw, in order. A search or a filter opens what it finds and shows nothing else. */
export function treeRows(selection: Selection, view: TreeView): Row[] {
  const needle = view.query.trim().toLowerCase();
  if (needle !== "" || view.filter !== "all") return foundRows(selection, view.filter, needle);
  const rows: Row[] = [];
  selection.scope.schemas.forEach((_, schema) => {
    rows.push({ type: "schema", key: schemaKey(schema), schema });
    if (view.open.has(schemaKey(schema))) pushRelations(rows, selection, view, schema);
  });
  return rows;
}

/** How many things a filter would list, for its label. */
export function filterCount(selection: Selection, filter: "sensitive" | "left-out"): number {
  if (filter === "left-out") {
    const { relations, whole, part, columnsLeftOut } = selection.total;
    return relations - whole - part + columnsLeftOut;
  }
  return selection.scope.look.relations.reduce(
    (sum, relation) =>
      sum + (relation.sensitivity ? 1 : 0) + relation.columns.filter((column) => column.sensitivity !== null).length,
    0,
  );
}

function pushRelations(rows: Row[], selection: Selection, view: TreeView, schema: number): void {
  const key = schemaKey(schema);
  const { relations } = schemaAt(selection.scope, schema);
  const shown = view.whole.has(key)
    ? relations
    : shortList(relations, TABLES_SHOWN, (rel) => view.open.has(relationKey(rel)) || noteworthy(selection.scope, rel));
  for (const rel of shown) {
    rows.push({ type: "relation", key: relationKey(rel), schema, rel });
    if (view.open.has(relationKey(rel))) pushColumns(rows, selection.scope, view, schema, rel);
  }
  pushMore(rows, key, schema, null, relations.length - shown.length);
}

function pushColumns(rows: Row[], scope: Scope, view: TreeView, schema: number, rel: number): void {
  const key = relationKey(rel);
  const { columns } = relationAt(scope, rel);
  const all = columns.map((_, col) => col);
  const shown = view.whole.has(key)
    ? all
    : shortList(all, COLUMNS_SHOWN, (col) => (columns[col]?.sensitivity ?? null) !== null);
  for (const col of shown) rows.push({ type: "column", key: `${key}c${col}`, schema, rel, col });
  pushMore(rows, key, schema, rel, columns.length - shown.length);
}

function pushMore(rows: Row[], of: string, schema: number, rel: number | null, count: number): void {
  if (count > 0) rows.push({ type: "more", key: `${of}+`, of, schema, rel, count });
}

/** Those worth a look and, up to the limit, the first others; in their own order. All where little would be hidden. */
function shortList(all: readonly number[], limit: number, worth: (item: number) => boolean): readonly number[] {
  if (all.length <= limit + 3) return all;
  const kept = new Set(all.filter(worth).slice(0, limit * 2));
  for (const item of all) {
    if (kept.size >= limit) break;
    kept.add(item);
  }
  return all.filter((item) => kept.has(item));
}

/** Something a founder should see before ticking: a flag, a row rule, or that its owner must share it. */
function noteworthy(scope: Scope, rel: number): boolean {
  const relation = relationAt(scope, rel);
  return (
    !relation.grantable ||
    relation.rowSecurity ||
    relation.sensitivity !== null ||
    relation.columns.some((column) => column.sensitivity?.level === "secret")
  );
}

function foundRows(selection: Selection, filter: TreeFilter, needle: string): Row[] {
  const rows: Row[] = [];
  selection.scope.schemas.forEach(({ facts, relations }, schema) => {
    const schemaHit = filter === "all" && facts.name.toLowerCase().includes(needle);
    const found: Row[] = [];
    for (const rel of relations) {
      const hit = findIn(selection, filter, needle, rel);
      if (!hit.whole && hit.columns.length === 0 && !schemaHit) continue;
      found.push({ type: "relation", key: relationKey(rel), schema, rel });
      for (const col of hit.columns) found.push({ type: "column", key: `r${rel}c${col}`, schema, rel, col });
    }
    if (found.length > 0 || schemaHit) rows.push({ type: "schema", key: schemaKey(schema), schema }, ...found);
  });
  return rows;
}

function findIn(selection: Selection, filter: TreeFilter, needle: string, rel: number) {
  const relation = relationAt(selection.scope, rel);
  const tick = relationTick(selection, rel);
  const named = relation.name.toLowerCase().includes(needle);
  const from = selection.scope.first[rel] ?? 0;
  const passes = (col: number): boolean => {
    if (filter === "sensitive") return (relation.columns[col]?.sensitivity ?? null) !== null;
    if (filter === "left-out") return tick === "mix" && selection.on[from + col] === 0;
    return false;
  };
  const columns: number[] = [];
  relation.columns.forEach((column, col) => {
    const spelled = needle !== "" && column.name.toLowerCase().includes(needle);
    if (filter === "all" ? spelled : passes(col) && (named || spelled || needle === "")) columns.push(col);
  });
  const itself =
    filter === "all" || (filter === "sensitive" ? relation.sensitivity !== null : tick === "off" || tick === "cannot");
  return { whole: named && itself, columns };
}
