import type { Report, ReportTable } from "./schema.ts";

/** What the renderings count, all from the one document. Runs in the browser, too. */

export const CHANGES = ["insert", "update", "delete", "truncate", "trigger", "alter", "drop"] as const;
export type Change = (typeof CHANGES)[number];

export type TableCounts = { all: number; whole: number; part: number; withheld: number; inTables: number };

/** The host's own schemas are counted only where the login can do something there. */
export function isCounted({ kind, tables }: Report["schemas"][number]): boolean {
  return kind !== "provider" || tables.some((table) => table.read !== "none" || table.can.length > 0);
}

export function countTables(schemas: Report["schemas"]): TableCounts {
  const tables = schemas.flatMap((schema) => schema.tables);
  const some = tables.filter((table) => table.withheld.length > 0);
  return {
    all: tables.length,
    whole: tables.filter((table) => table.read === "all").length,
    part: tables.filter((table) => table.read === "part").length,
    withheld: some.reduce((sum, table) => sum + table.withheld.length, 0),
    inTables: some.length,
  };
}

/** One kind of change over all tables: what was sent, and what came back. */
export type ChangeRow = {
  change: Change;
  tried: number;
  refused: number;
  unclear: number;
  allowed: number;
  /** Tables for which the catalog says that the login has the right: those are not tried. */
  held: number;
  sqlstates: string[];
};

export function changeRows({ probes, schemas }: Report): ChangeRow[] {
  const ofTables = probes.filter(isTableChange);
  const tables = schemas.flatMap((schema) => schema.tables);
  return CHANGES.map((change) => {
    const sent = ofTables.filter(({ action }) => action === change);
    const of = (result: Report["probes"][number]["result"]) => sent.filter((probe) => probe.result === result);
    return {
      change,
      tried: sent.length,
      refused: of("denied").length,
      unclear: of("inconclusive").length,
      allowed: of("allowed").length,
      held: tables.filter((table) => table.can.includes(change)).length,
      sqlstates: [...new Set(of("denied").map(({ sqlstate }) => sqlstate))].sort(),
    };
  });
}

export function totalOf(rows: readonly ChangeRow[]): { tried: number; refused: number } {
  const sum = (key: "tried" | "refused") => rows.reduce((all, row) => all + row[key], 0);
  return { tried: sum("tried"), refused: sum("refused") };
}

/** A try to change a table, as the grid shows it: not one of the ways around. */
export function isTableChange({ action, object }: Report["probes"][number]): boolean {
  return object !== null && object.schema !== null && (CHANGES as readonly string[]).includes(action);
}

export type CellState = "open" | "part" | "shut" | "catalog" | "odd" | "leak";

/** Read, then the seven changes: one table's line in the picture. */
export function cellsOf(report: Report): (schema: string, table: ReportTable) => CellState[] {
  const answers = new Map<string, Report["probes"][number]["result"]>();
  for (const { action, object, result } of report.probes) {
    if (object?.schema && object.database === null) answers.set(keyOf(object.schema, object.name, action), result);
  }
  return (schema, table) => [
    readCell(table),
    ...CHANGES.map((change): CellState => {
      if (table.can.includes(change)) return "leak";
      const answer = answers.get(keyOf(schema, table.name, change));
      if (answer === undefined) return "catalog";
      return answer === "denied" ? "shut" : answer === "allowed" ? "leak" : "odd";
    }),
  ];
}

function readCell({ read, meant }: ReportTable): CellState {
  if (read === "none") return meant ? "odd" : "shut";
  return read === "all" ? "open" : "part";
}

function keyOf(schema: string, name: string, action: string): string {
  return JSON.stringify([schema, name, action]);
}
