"use client";

import Link from "next/link";
import { wantedText } from "../hand-off/compose-model";
import { endsWithUrl } from "../hand-off/intent-words";
import { clock, dayOrToday } from "../hand-off/times";
import { useNow } from "../hand-off/use-now";
import type { FounderView } from "../hand-off/view.types";
import { stateWords } from "../hand-off/words";
import { ButtonLink } from "../ui/button";
import { Empty } from "../ui/empty";

/** The hand-offs, newest first: what was asked, how it stands, the one thing to do next. `whole`: on a page of its own. */
export function HandOffList({ handOffs, whole }: { handOffs: readonly FounderView[]; whole?: boolean }) {
  return (
    <section aria-labelledby="hand-offs">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 id="hand-offs" className="text-head">
          {whole ? "All links" : "Hand-offs"}
        </h2>
        {!whole && handOffs.length > 0 && (
          <Link href="/hand-offs/new" className="link text-small text-ink-2">
            New link
          </Link>
        )}
      </div>
      {handOffs.length === 0 ? (
        <Empty
          title="No links yet"
          action={
            <ButtonLink small look="second" href="/hand-offs/new">
              Write a link
            </ButtonLink>
          }
        >
          A link lets your engineer make the login. You share no password.
        </Empty>
      ) : (
        <ul className="border-t border-line-2">
          {handOffs.map((view) => (
            <Row key={view.id} view={view} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ view }: { view: FounderView }) {
  const now = useNow();
  const open = isUnderWay(view);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 border-b border-line py-[11px] text-small tablet:grid-cols-[minmax(0,1fr)_150px_96px] wide:grid-cols-[minmax(0,1fr)_190px_96px]">
      <span className={`truncate max-tablet:col-span-2 ${open ? "font-semibold" : ""}`} title={wantedText(view.record)}>
        {wantedText(view.record)}
      </span>
      <span className="text-ink-2 tabular-nums">
        {stateWords(view)}
        {now && when(view, now)}
      </span>
      <Link href={`/hand-offs/${view.id}`} className="link justify-self-end whitespace-nowrap">
        {nextOf(view)}
        <span className="sr-only">: {wantedText(view.record)}</span>
      </Link>
    </li>
  );
}

function isUnderWay({ state, finished }: FounderView): boolean {
  return !finished && !["revoked", "expired", "locked"].includes(state);
}

function when(view: FounderView, now: Date): string {
  if (view.state === "sent") return "";
  if (view.state === "claimed" || view.state === "running") {
    const claimed = view.timeline.findLast(({ kind }) => kind === "claimed" || kind === "taken-over");
    return claimed ? ` since ${clock(new Date(claimed.at))}` : "";
  }
  return ` ${dayOrToday(new Date(view.changedAt), now)}`;
}

function nextOf({ state, finished, record }: FounderView): string {
  if (finished) return "Look";
  if (state === "completed" || state === "collected") return endsWithUrl(record.intent) ? "Copy the URL" : "Look";
  return state === "revoked" || state === "expired" || state === "locked" ? "Send again" : "Watch";
}
