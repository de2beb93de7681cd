import { looksSecret, relationAt, type Scope, schemaAt, slotsOf } from "./scope.ts";

/**
 * What is ticked. Mutable on purpose: a tick changes one byte and a few sums, whatever the size of the database, and
 * `version` tells React that something moved. Ticking a whole relation or schema never ticks what looks secret in it
 * as long as there is anything else in it: a secret is shared only by a tick of its own.
 */
export type Selection = {
  readonly scope: Scope;
  readonly on: Uint8Array;
  /** Slots ticked, per relation. */
  readonly shared: Int32Array;
  readonly perSchema: Counts[];
  readonly total: Counts;
  version: number;
};

export type Counts = { relations: number; whole: number; part: number; columnsLeftOut: number };
export type Tick = "on" | "mix" | "off" | "cannot";

/** A selection with nothing ticked. */
export function emptySelection(scope: Scope): Selection {
  const counts = (relations: number): Counts => ({ relations, whole: 0, part: 0, columnsLeftOut: 0 });
  return {
    scope,
    on: new Uint8Array(scope.first.at(-1) ?? 0),
    shared: new Int32Array(scope.look.relations.length),
    perSchema: scope.schemas.map((schema) => counts(schema.relations.length)),
    total: counts(scope.schemas.reduce((sum, schema) => sum + schema.relations.length, 0)),
    version: 0,
  };
}

/** Everything but what looks secret, and but the schemas of extensions and of the provider. */
export function defaultSelection(scope: Scope): Selection {
  const selection = emptySelection(scope);
  scope.schemas.forEach((schema) => {
    if (schema.facts.kind !== "user") return;
    for (const rel of schema.relations) if (recommended(scope, rel)) fill(selection, rel);
  });
  return selection;
}

export function columnTick(selection: Selection, rel: number, col: number): Tick {
  if (!relationAt(selection.scope, rel).grantable) return "cannot";
  return selection.on[slot(selection.scope, rel, col)] === 1 ? "on" : "off";
}

export function relationTick(selection: Selection, rel: number): Tick {
  if (!relationAt(selection.scope, rel).grantable) return "cannot";
  const shared = selection.shared[rel] ?? 0;
  if (shared === 0) return "off";
  return shared === slotsOf(selection.scope, rel) ? "on" : "mix";
}

export function schemaTick(selection: Selection, index: number): Tick {
  const { scope } = selection;
  const counts = selection.perSchema[index];
  if (counts === undefined) return "off";
  if (counts.whole === counts.relations) return "on";
  if (counts.whole + counts.part > 0) return "mix";
  return schemaAt(scope, index).relations.some((rel) => relationAt(scope, rel).grantable) ? "off" : "cannot";
}

/** Turns one column over. Nothing happens where its owner must share it. */
export function toggleColumn(selection: Selection, rel: number, col: number): void {
  if (!relationAt(selection.scope, rel).grantable) return;
  const at = slot(selection.scope, rel, col);
  const before = selection.on[at] ?? 0;
  selection.on[at] = 1 - before;
  recount(selection, rel, (selection.shared[rel] ?? 0) + 1 - 2 * before);
  selection.version++;
}

/** Ticks the relation but for its secrets; where that is ticked already, unticks all of it. */
export function toggleRelation(selection: Selection, rel: number): void {
  if (!relationAt(selection.scope, rel).grantable) return;
  if (filled(selection, rel)) clear(selection, rel);
  else fill(selection, rel);
  selection.version++;
}

/** The same for a schema: its recommended relations, or all it has where none is recommended. */
export function toggleSchema(selection: Selection, index: number): void {
  const { scope } = selection;
  const grantable = schemaAt(scope, index).relations.filter((rel) => relationAt(scope, rel).grantable);
  const wanted = grantable.filter((rel) => recommended(scope, rel));
  const aim = wanted.length > 0 ? wanted : grantable;
  if (aim.every((rel) => filled(selection, rel))) for (const rel of grantable) clear(selection, rel);
  else for (const rel of aim) fill(selection, rel);
  selection.version++;
}

/** Ticks exactly these columns of a relation; null is all of them, unknown names are passed over. */
export function setColumns(selection: Selection, rel: number, names: readonly string[] | null): void {
  const relation = relationAt(selection.scope, rel);
  if (!relation.grantable) return;
  const wanted = names === null ? null : new Set(names);
  write(selection, rel, (col) => wanted === null || wanted.has(relation.columns[col]?.name ?? ""));
  selection.version++;
}

function slot(scope: Scope, rel: number, col: number): number {
  return (scope.first[rel] ?? 0) + col;
}

/** Shared by default, or by the tick of its schema. */
function recommended(scope: Scope, rel: number): boolean {
  const relation = relationAt(scope, rel);
  if (!relation.grantable || relation.sensitivity?.level === "secret") return false;
  return relation.columns.length === 0 || relation.columns.some((column) => column.sensitivity?.level !== "secret");
}

/** Columns that a tick of the relation means: all but the secret ones, or all where all are secret. */
function meant(scope: Scope, rel: number): (col: number) => boolean {
  const { columns } = relationAt(scope, rel);
  const allSecret = columns.length > 0 && columns.every((column) => column.sensitivity?.level === "secret");
  return (col) => allSecret || !looksSecret(scope, rel, col);
}

function filled(selection: Selection, rel: number): boolean {
  const wants = meant(selection.scope, rel);
  for (let col = 0; col < slotsOf(selection.scope, rel); col++) {
    if (wants(col) && selection.on[slot(selection.scope, rel, col)] === 0) return false;
  }
  return true;
}

function fill(selection: Selection, rel: number): void {
  const wants = meant(selection.scope, rel);
  write(selection, rel, (col) => wants(col) || selection.on[slot(selection.scope, rel, col)] === 1);
}

function clear(selection: Selection, rel: number): void {
  write(selection, rel, () => false);
}

function write(selection: Selection, rel: number, wants: (col: number) => boolean): void {
  let shared = 0;
  for (let col = 0; col < slotsOf(selection.scope, rel); col++) {
    const value = wants(col) ? 1 : 0;
    selection.on[slot(selection.scope, rel, col)] = value;
    shared += value;
  }
  recount(selection, rel, shared);
}

/** Takes the relation's old share out of the sums and puts its new one in. */
function recount(selection: Selection, rel: number, shared: number): void {
  const sums = [selection.total, selection.perSchema[selection.scope.schemaOf[rel] ?? -1]];
  const slots = slotsOf(selection.scope, rel);
  const weigh = (count: number, sign: 1 | -1) => {
    for (const sum of sums) {
      if (sum === undefined || count === 0) continue;
      if (count === slots) sum.whole += sign;
      else sum.part += sign;
      sum.columnsLeftOut += sign * (slots - count);
    }
  };
  weigh(selection.shared[rel] ?? 0, -1);
  selection.shared[rel] = shared;
  weigh(shared, 1);
}
