"use client";

import Link from "next/link";
import type { Connection } from "../../lib/store/connections";
import { endsWithUrl } from "../hand-off/intent-words";
import { useNow } from "../hand-off/use-now";
import type { FounderView } from "../hand-off/view.types";
import { SideNote } from "../ui/side-note";
import { remindersOf } from "./reminder-rules";

type Shown = { key: string; title: string; says: string; way: { href: string; label: string } };

/** Only what facts ask for: a result that waits, and what the logins ask for by themselves. */
export function Reminders(props: { connections: readonly Connection[]; handOffs: readonly FounderView[] }) {
  const now = useNow();
  const reminders = now ? shown(props.connections, props.handOffs, now.getTime()) : [];
  if (reminders.length === 0) return null;
  return (
    <section aria-labelledby="reminders" className="max-tablet:order-first tablet:mb-10">
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

function shown(connections: readonly Connection[], handOffs: readonly FounderView[], now: number): Shown[] {
  const waiting = handOffs.filter(
    (view) => !view.finished && (view.state === "completed" || view.state === "collected"),
  );
  return [
    ...waiting.map(({ id, record }) => {
      const url = endsWithUrl(record.intent);
      const place = record.login?.database ?? record.host ?? "the database";
      return {
        key: id,
        title: url ? "A URL waits for you" : "Your engineer is done",
        says: `${url ? "Your engineer is done with" : "You have not looked yet at what was done on"} ${place}. The result is kept for seven days.`,
        way: { href: `/hand-offs/${id}`, label: url ? "Copy the URL" : "Look" },
      };
    }),
    ...connections.flatMap((connection) => ofConnection(connection, now)),
  ];
}

function ofConnection(connection: Connection, now: number): Shown[] {
  return remindersOf(connection, now).map(({ kind, title, says, act }) => ({
    key: `${connection.id} ${kind}`,
    title,
    says,
    way: { href: `/connections/${connection.id}#${act.section}`, label: act.label },
  }));
}
