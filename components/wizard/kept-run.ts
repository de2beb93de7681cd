import type { Run } from "./wizard.types.ts";

/** An event as it is kept: what stands in the result, too, is written once. */
type KeptEvent = Run["events"][number] | { type: "done" | "verify.done" };
export type KeptRun = Omit<Run, "events"> & { events: readonly KeptEvent[] };

/**
 * A run as the tab's storage keeps it. While it runs, only what a reload would have to tell: thousands of answers are
 * written once, at the end. The verdict and the report are large, and storage is small.
 */
export function packedRun(run: Run): KeptRun {
  if (run.status === "running") return { ...run, events: run.events.filter(({ type }) => type === "apply.committed") };
  if (run.result === null) return run;
  return { ...run, events: run.events.map(withoutResult) };
}

/** The run again, as it was packed. */
export function unpackedRun({ events, ...run }: KeptRun): Run {
  const { result } = run;
  if (result === null) return { ...run, events: events as Run["events"] };
  return {
    ...run,
    events: events.map((event): Run["events"][number] => {
      if (event.type === "done") return { type: "done", result };
      if (event.type === "verify.done") return { type: "verify.done", verification: result.verification };
      return event as Run["events"][number];
    }),
  };
}

function withoutResult(event: Run["events"][number]): KeptEvent {
  return event.type === "done" || event.type === "verify.done" ? { type: event.type } : event;
}
