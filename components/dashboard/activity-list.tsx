"use client";

import { listTime, longTime } from "../hand-off/times";
import { useNow } from "../hand-off/use-now";

/** One line of the log, already in words. */
export type ActivityLine = { id: number; at: number; says: string };

/** What happened, newest first, in sentences. */
export function ActivityList({ lines }: { lines: readonly ActivityLine[] }) {
  const now = useNow();
  if (lines.length === 0) return <p className="text-small text-ink-2">Nothing has happened yet.</p>;
  return (
    <ol>
      {lines.map(({ id, at, says }) => (
        <li key={id} className="grid grid-cols-[64px_1fr] gap-3 border-b border-line py-[9px] text-small">
          <time
            dateTime={new Date(at).toISOString()}
            title={now ? longTime(new Date(at)) : undefined}
            className="text-ink-3 tabular-nums"
          >
            {now && listTime(new Date(at), now)}
          </time>
          <span className="min-w-0 wrap-anywhere">{says}</span>
        </li>
      ))}
    </ol>
  );
}
