"use client";

import Link from "next/link";
import type { Connection } from "../../lib/store/connections";
import { useNow } from "../hand-off/use-now";
import type { FounderView } from "../hand-off/view.types";
import { SideNote } from "../ui/side-note";
import { counted } from "../wizard/wording";
import { daysSince, STALE_DAYS } from "./connection-words";

type Reminder = { key: string; title: string; says: string; way: { href: string; label: string } };

/** Only what facts ask for: a result that waits, a login that can write, a check that is old. */
export function Reminders(props: { connections: readonly Connection[]; handOffs: readonly FounderView[] }) {
  const now = useNow();
  const reminders = now ? remindersOf(props.connections, props.handOffs, now.getTime()) : [];
  if (reminders.length === 0) return null;
  return (
    <section aria-labelledby="reminders" className="mb-10">
      <h2 id="reminders" className="mb-3.5 text-head">
        Reminders
      </h2>
      <div className="grid gap-4">
        {reminders.map(({ key, title, says, way }) => (
          <SideNote key={key} tone="ask" title={title}>
            {says}{" "}
            <Link href={way.href} className="link">
              {way.label}
            </Link>
          </SideNote>
        ))}
      </div>
    </section>
  );
}

function remindersOf(connections: readonly Connection[], handOffs: readonly FounderView[], now: number): Reminder[] {
  const waiting = handOffs.filter(
    (view) => !view.finished && (view.state === "completed" || view.state === "collected"),
  );
  return [
    ...waiting.map((view) => ({
      key: view.id,
      title: "A URL waits for you",
      says: `Your engineer is done with ${view.record.host ?? "the database"}. The result is kept for seven days.`,
      way: { href: `/hand-offs/${view.id}`, label: "Copy the URL" },
    })),
    ...connections.flatMap((connection) => connectionReminder(connection, now)),
  ];
}

function connectionReminder({ id, name, checks }: Connection, now: number): Reminder[] {
  const [newest] = checks;
  if (!newest) return [];
  if (newest.verdict === "can-write") {
    const says = "At the last check it could still change something. Do not use it until that is closed.";
    const way = { href: `/connections/${id}`, label: "Look at it" };
    return [{ key: id, title: `Close what is open in ${name}`, says, way }];
  }
  const days = daysSince(newest, now);
  if (days < STALE_DAYS) return [];
  const says = `Its last check was ${counted(days, "day")} ago. A later change can have opened a way.`;
  const way = { href: `/connections/${id}`, label: "Check now" };
  return [{ key: id, title: `Check ${name} again`, says, way }];
}
