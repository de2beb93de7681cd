import type { Probe, RelationRights, Verification, WayAround } from "../../../lib/verify/verification.ts";
import type { RunEvent } from "../wire.ts";

/** The columns of the grid, in their order. */
export const ACTIONS = ["read", "insert", "update", "delete", "truncate", "trigger", "alter", "drop"] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * `open`, `part`, `shut`, `odd` and `leak` rest on an answer of the server (a leak also on the catalog: what would
 * succeed is not run); `catalog` and `may-read` are rights that were only read, and are never called denied or allowed.
 */
export type CellState = "wait" | "open" | "part" | "shut" | "catalog" | "may-read" | "odd" | "leak";
export type Cell = { state: CellState; text: string; probe: Probe | null };

export type GridRow = {
  key: string;
  rights: RelationRights;
  cells: Cell[];
  answered: number;
  /** Changes with every cell: what has the same version looks the same. */
  version: number;
  /** Order in which rows were completed; null while something is open. */
  completed: number | null;
};

export type GridGroup = {
  schema: string;
  rows: GridRow[];
  /** Relations without a row of their own: read in the catalog only. */
  folded: number;
  foldedReadable: number;
  foldedLeaks: number;
};

/** The proof so far. Mutable on purpose: thousands of answers arrive, and each touches one cell. */
export type Grid = {
  groups: GridGroup[];
  rows: Map<string, GridRow>;
  relations: number;
  /** Of the tables: reads that worked, changes tried, changes refused. */
  readable: number;
  tries: number;
  refused: number;
  leaks: number;
  /** Of all that is asked here: tries as planned, then the ways around. Exact once the catalog is read. */
  answered: number;
  total: number;
  planned: number;
  /** Tries that are over, those included that gave no answer. */
  asked: number;
  /** What is being asked now, until its answer is there. */
  asking: string | null;
  last: Probe | null;
  lastRow: GridRow | null;
  ways: Map<WayAround["id"], WayAround>;
  /** The tries are made over the role's own login. */
  signedIn: boolean;
  verification: Verification | null;
  completed: number;
  version: number;
};

/** Above this many relations only those that are tried (or leak) get a row; the rest is counted per schema. */
export const ROWS_AT_MOST = 500;
export const WAYS = 9;

export function emptyGrid(): Grid {
  return {
    groups: [],
    rows: new Map(),
    relations: 0,
    readable: 0,
    tries: 0,
    refused: 0,
    leaks: 0,
    answered: 0,
    total: 0,
    planned: 0,
    asked: 0,
    asking: null,
    last: null,
    lastRow: null,
    ways: new Map(),
    signedIn: false,
    verification: null,
    completed: 0,
    version: 0,
  };
}

/** Takes one event in. Events that are not about the proof change nothing. */
export function addEvent(grid: Grid, event: RunEvent): void {
  grid.version++;
  if (event.type === "verify.catalog") addCatalog(grid, event.relations, event.planned);
  else if (event.type === "verify.asking") {
    grid.asking = event.sql;
    grid.asked = event.asked;
  } else if (event.type === "verify.probe") addProbe(grid, event.probe);
  else if (event.type === "verify.way") grid.ways.set(event.way.id, event.way);
  else if (event.type === "verify.signed-in") grid.signedIn = true;
  else if (event.type === "rekeyed") grid.ways.set("test-password", testPassword(event.mode, grid.signedIn));
  else if (event.type === "verify.done") finish(grid, event.verification);
  // The other databases are asked after all that was planned here; they are a way around, not one more answer.
  grid.answered = grid.verification ? grid.total : Math.min(grid.asked, grid.planned) + grid.ways.size;
}

/** ALTER ROLE's success is the evidence: the password that signed us in is no longer the login's. */
function testPassword(mode: Extract<RunEvent, { type: "rekeyed" }>["mode"], signedIn: boolean): WayAround {
  // A login that was there is never given one: its own password is replaced, or stays.
  return { id: "test-password", state: "shut", answer: mode === "verifier" && signedIn ? "replaced" : "none was made" };
}

function addCatalog(grid: Grid, relations: readonly RelationRights[], planned: number): void {
  grid.planned = planned;
  grid.total = planned + WAYS;
  grid.relations = relations.length;
  const folds = relations.length > ROWS_AT_MOST;
  for (const [schema, list] of Map.groupBy(relations, (relation) => relation.schema)) {
    const group: GridGroup = { schema, rows: [], folded: 0, foldedReadable: 0, foldedLeaks: 0 };
    grid.groups.push(group);
    for (const rights of list) {
      const row = newRow(rights);
      grid.rows.set(row.key, row);
      if (!folds || (rights.can.length > 0 && grid.leaks < ROWS_AT_MOST)) show(grid, group, row);
      else fold(group, row, 1);
    }
  }
  // Schemas of which nothing is meant to be read come last: there, reading has to be refused, too.
  const meant = new Set(relations.filter((relation) => relation.meant).map((relation) => relation.schema));
  grid.groups.sort((a, b) => Number(meant.has(b.schema)) - Number(meant.has(a.schema)));
}

function newRow(rights: RelationRights): GridRow {
  const cells = ACTIONS.map((): Cell => ({ state: "wait", text: "", probe: null }));
  return { key: keyOf(rights.schema, rights.name), rights, cells, answered: 0, version: 0, completed: null };
}

function show(grid: Grid, group: GridGroup, row: GridRow): void {
  group.rows.push(row);
  for (const action of row.rights.can) {
    setCell(grid, row, ACTIONS.indexOf(action), { state: "leak", text: "allowed", probe: null });
  }
  if (row.rights.can.length > 0) raise(group, row);
}

function fold(group: GridGroup, row: GridRow, sign: 1 | -1): void {
  group.folded += sign;
  if (row.rights.read !== "none") group.foldedReadable += sign;
  if (row.rights.can.length > 0) group.foldedLeaks += sign;
}

function addProbe(grid: Grid, probe: Probe): void {
  grid.last = probe;
  grid.asked++;
  grid.asking = null;
  const at = probe.action === "select" ? 0 : (ACTIONS as readonly string[]).indexOf(probe.action);
  const row = probe.object ? grid.rows.get(keyOf(probe.object.schema, probe.object.name)) : undefined;
  if (at === -1 || row === undefined) return;
  const group = grid.groups.find((one) => one.schema === row.rights.schema);
  if (group && !group.rows.includes(row)) {
    fold(group, row, -1);
    show(grid, group, row);
  }
  grid.lastRow = row;
  const cell = at === 0 ? readCell(row.rights, probe) : changeCell(probe);
  const before = row.cells[at]?.state;
  if (at > 0 && row.cells[at]?.probe === null) {
    grid.tries++;
    if (cell.state === "shut") grid.refused++;
  } else if (at === 0 && before === "wait" && (cell.state === "open" || cell.state === "part")) grid.readable++;
  setCell(grid, row, at, cell);
  if (cell.state === "leak" && group) raise(group, row);
}

function readCell(rights: RelationRights, probe: Probe): Cell {
  if (probe.result === "inconclusive") return { state: "odd", text: `unsure ${probe.sqlstate}`, probe };
  if (probe.result === "denied") {
    // A table that it should read and cannot is nothing to be proud of.
    return { state: rights.meant ? "odd" : "shut", text: `denied ${probe.sqlstate}`, probe };
  }
  if (rights.read !== "part") return { state: "open", text: "allowed", probe };
  return { state: "part", text: `${rights.readableColumns} of ${rights.columns}`, probe };
}

function changeCell(probe: Probe): Cell {
  if (probe.result === "inconclusive") return { state: "odd", text: `unsure ${probe.sqlstate}`, probe };
  if (probe.result === "allowed") return { state: "leak", text: "allowed", probe };
  return { state: "shut", text: `denied ${probe.sqlstate}`, probe };
}

/** A leak moves to the top of its schema. */
function raise(group: GridGroup, row: GridRow): void {
  group.rows = [row, ...group.rows.filter((other) => other !== row)];
}

function setCell(grid: Grid, row: GridRow, at: number, cell: Cell): void {
  const before = row.cells[at];
  if (before === undefined) return;
  // What the catalog knows as a leak stays one, whatever else was asked there.
  const next = before.state === "leak" ? { ...before, probe: cell.probe } : cell;
  if (before.state === "wait") {
    row.answered++;
    if (row.answered === ACTIONS.length) row.completed = grid.completed++;
  }
  if (before.state !== "leak" && next.state === "leak") grid.leaks++;
  row.cells[at] = next;
  row.version++;
}

/** What was not tried rests on the catalog, and says so. */
function finish(grid: Grid, verification: Verification): void {
  grid.verification = verification;
  grid.asking = null;
  for (const group of grid.groups) {
    for (const row of group.rows) {
      row.cells.forEach((cell, at) => {
        if (cell.state === "wait") setCell(grid, row, at, at === 0 ? catalogRead(row.rights) : NO_RIGHT);
      });
    }
  }
}

const NO_RIGHT: Cell = { state: "catalog", text: "no right", probe: null };

function catalogRead(rights: RelationRights): Cell {
  if (rights.read === "none") return NO_RIGHT;
  const text = rights.read === "part" ? `may, ${rights.readableColumns} of ${rights.columns}` : "may read";
  return { state: "may-read", text, probe: null };
}

function keyOf(schema: string | null, name: string): string {
  return JSON.stringify([schema, name]);
}
