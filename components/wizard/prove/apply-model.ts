import type { Statement } from "../../../lib/statements/statement.ts";
import type { RunEvent } from "../wire.ts";

/** How far the changes are: which statements ran, what was checked, whether they are in for good. */
export type ApplyProgress = {
  done: number;
  total: number;
  /** The statement that runs now, or null. */
  now: Statement | null;
  rows: { title: string; done: number; total: number; state: "waiting" | "running" | "passed" }[];
  checked: string[];
  committed: boolean;
  proving: boolean;
};

/** From the plan's statements and the run's events so far. An attempt that is repeated starts from nothing again. */
export function applyProgress(statements: readonly Statement[], events: readonly RunEvent[]): ApplyProgress {
  const ran = new Set<number>();
  let total = statements.length;
  let checked: string[] = [];
  let committed = false;
  for (const event of events) {
    if (event.type === "apply.started") {
      ran.clear();
      checked = [];
      total = event.statements;
    } else if (event.type === "apply.statement") ran.add(event.index);
    else if (event.type === "apply.checked") checked.push(event.sentence);
    else if (event.type === "apply.committed") committed = true;
  }
  const proving = events.some((event) => event.type.startsWith("verify."));
  const started = events.length > 0;
  const next = started ? statements.findIndex((_, index) => !ran.has(index)) : -1;
  return {
    done: committed ? total : ran.size,
    total,
    now: committed || next === -1 ? null : (statements[next] ?? null),
    rows: rowsOf(statements, ran, committed, next),
    checked,
    committed,
    proving,
  };
}

/** Statements of a kind in one row, under the words of the first. */
function rowsOf(statements: readonly Statement[], ran: ReadonlySet<number>, committed: boolean, next: number) {
  const indexed = statements.map((statement, index) => ({ statement, index }));
  return [...Map.groupBy(indexed, ({ statement }) => statement.kind).values()].map((group) => {
    const done = committed ? group.length : group.filter(({ index }) => ran.has(index)).length;
    const running = !committed && group.some(({ index }) => index === next);
    const state = done === group.length ? "passed" : running || done > 0 ? "running" : "waiting";
    const title = (group[0]?.statement.title ?? "").replace(/[.!]( .*)?$/, "");
    return { title, done, total: group.length, state } as const;
  });
}
