import type { Plan } from "../../../lib/plan/plan.ts";
import type { Statement } from "../../../lib/statements/statement.ts";
import { changeRows } from "../review/change-rows.ts";
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
export function applyProgress(plan: Plan | null, events: readonly RunEvent[]): ApplyProgress {
  const statements = plan?.statements ?? [];
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
    rows: plan === null ? [] : rowsOf(plan, ran, committed, next),
    checked,
    committed,
    proving,
  };
}

/** The rows of the review, ticked as their statements run. What was answered with a yes is one row more. */
function rowsOf(plan: Plan, ran: ReadonlySet<number>, committed: boolean, next: number) {
  const place = new Map(plan.statements.map((statement, index) => [statement, index]));
  const groups = changeRows(plan, []).map((row) => {
    const indexes = row.parts.flatMap((part) => part.statements.flatMap((statement) => place.get(statement) ?? []));
    return { title: row.title, indexes };
  });
  const listed = new Set(groups.flatMap((group) => group.indexes));
  const others = [...place.values()].filter((index) => !listed.has(index));
  return [...groups, { title: "What you said yes to", indexes: others }]
    .filter((group) => group.indexes.length > 0)
    .map(({ title, indexes }) => {
      const done = committed ? indexes.length : indexes.filter((index) => ran.has(index)).length;
      const running = !committed && (done > 0 || indexes.includes(next));
      const state = done === indexes.length ? "passed" : running ? "running" : "waiting";
      return { title, done, total: indexes.length, state } as const;
    });
}
