import type { Sensitivity } from "../../../lib/inspect/snapshot.ts";
import type { LookRelation, LookSchema } from "../wire.ts";
import { counted, digits } from "../wording.ts";
import type { Row } from "./rows.ts";
import { relationAt, schemaAt } from "./scope.ts";
import { columnTick, relationTick, type Selection, schemaTick, type Tick } from "./selection.ts";

/** What one line of the tree says. */
export type RowText = {
  kind: Row["type"];
  level: number;
  name: string;
  title: string;
  badges: readonly { text: string; ask: boolean }[];
  note: string;
  /** The note is a reason, not a fact. */
  dim: boolean;
  number: string;
  /** What the number counts, for ears: the head of the column says it to eyes. */
  unit: string;
};

const NONE: RowText["badges"] = [];
const ROW_RULES: RowText["badges"] = [{ text: "row rules", ask: false }];
const KINDS: Record<LookRelation["kind"], string | null> = {
  r: null,
  p: null,
  v: "view",
  m: "stored view",
  f: "foreign table",
};

/** The tick of a line; null for "Show n more". */
export function rowTick(selection: Selection, row: Row): Tick | null {
  if (row.type === "schema") return schemaTick(selection, row.schema);
  if (row.type === "relation") return relationTick(selection, row.rel);
  return row.type === "column" ? columnTick(selection, row.rel, row.col) : null;
}

/** The words of a line as things are ticked now. */
export function rowText(selection: Selection, row: Row): RowText {
  if (row.type === "schema") return schemaText(selection, row.schema);
  if (row.type === "relation") return relationText(selection, row.rel);
  if (row.type === "column") return columnText(selection, row.rel, row.col);
  const what = row.rel === null ? "table" : "column";
  const name = `Show ${counted(row.count, `more ${what}`)}`;
  return text("more", row.rel === null ? 2 : 3, name);
}

function schemaText(selection: Selection, index: number): RowText {
  const { facts } = schemaAt(selection.scope, index);
  const counts = selection.perSchema[index] ?? { relations: 0, whole: 0, part: 0 };
  const shared = counts.whole + counts.part;
  const note = schemaNote(facts, shared, counts.relations, counts.part, schemaTick(selection, index));
  return text("schema", 1, facts.name, { note });
}

function schemaNote(facts: LookSchema, shared: number, all: number, part: number, tick: Tick): string {
  if (tick === "cannot") return all === 1 ? "its owner must share it" : "their owners must share them";
  if (shared === 0 && facts.kind === "provider") return `${PROVIDER_OWN[facts.name] ?? "your host’s own"}, left out`;
  if (shared === 0 && facts.kind === "extension") return "an extension’s own, left out";
  if (part > 0 && shared === all)
    return `${digits(shared)} of ${digits(all)}, ${part === 1 ? "one" : digits(part)} in part`;
  return `${digits(shared)} of ${counted(all, "table")}`;
}

/** What a host keeps in the schemas it makes, in the founder's words. */
const PROVIDER_OWN: Record<string, string> = {
  auth: "sign-in data",
  vault: "secrets",
  storage: "file storage",
  cron: "scheduled jobs",
  realtime: "live updates",
};

function relationText(selection: Selection, rel: number): RowText {
  const relation = relationAt(selection.scope, rel);
  const tick = relationTick(selection, rel);
  const shared = selection.shared[rel] ?? 0;
  const reason =
    tick === "cannot" ? "its owner must share it" : tick === "off" ? (relation.sensitivity?.why ?? "") : "";
  const note = tick === "mix" ? `${shared} of ${counted(relation.columns.length, "column")}` : reason;
  const badges = relationBadges(relation, tick);
  const number = rowsAbout(relation);
  return text("relation", 2, relation.name, {
    title: `${relation.schema}.${relation.name}, owner ${relation.owner}`,
    badges,
    note,
    dim: tick !== "mix",
    number,
    unit: relation.estimatedRows === null ? "" : "rows, about",
  });
}

function relationBadges(relation: LookRelation, tick: Tick): RowText["badges"] {
  const kind = KINDS[relation.kind];
  const flag = relation.sensitivity && tick !== "off" ? sensitivityBadge(relation.sensitivity) : NONE;
  const fact = relation.rowSecurity ? ROW_RULES : kind === null ? NONE : [{ text: kind, ask: false }];
  return flag.length + fact.length === 0 ? NONE : [...fact, ...flag];
}

function sensitivityBadge(sensitivity: Sensitivity): RowText["badges"] {
  return [{ text: sensitivity.why, ask: true }];
}

function columnText(selection: Selection, rel: number, col: number): RowText {
  const column = relationAt(selection.scope, rel).columns[col];
  if (column === undefined) return text("column", 3, "");
  const off = columnTick(selection, rel, col) !== "on";
  const why = column.sensitivity?.why ?? "";
  // Out: the reason stands at the right, quietly. In: the flag stands beside the name, to be seen.
  return text("column", 3, column.name, {
    badges: column.sensitivity && !off ? sensitivityBadge(column.sensitivity) : NONE,
    note: off ? why : "",
    dim: true,
    number: column.type,
  });
}

function rowsAbout(relation: LookRelation): string {
  if (relation.kind === "v") return "";
  return relation.estimatedRows === null ? "not counted" : digits(Math.round(relation.estimatedRows));
}

function text(kind: RowText["kind"], level: number, name: string, rest: Partial<RowText> = {}): RowText {
  return { kind, level, name, title: name, badges: NONE, note: "", dim: false, number: "", unit: "", ...rest };
}
