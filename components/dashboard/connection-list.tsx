"use client";

import type { Check, Connection } from "../../lib/store/connections";
import { dayOrToday } from "../hand-off/times";
import { useNow } from "../hand-off/use-now";
import { Badge } from "../ui/badge";
import { ButtonLink } from "../ui/button";
import { classNames } from "../ui/class-names";
import { Empty } from "../ui/empty";
import { byNeed, checkSentence, lookOf, looksOf, standingOf } from "./connection-words";
import { remindersOf } from "./reminder-rules";

/** How many past checks are drawn. */
const DRAWN = 12;

/** The logins that were made or checked here, those that need a look first. */
export function ConnectionList({ connections, now }: { connections: readonly Connection[]; now: number }) {
  return (
    <section aria-labelledby="connections">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 id="connections" className="text-head">
          Connections
        </h2>
        {connections.length > 0 && <span className="text-label text-ink-3">Last {DRAWN} checks</span>}
      </div>
      {connections.length === 0 ? (
        <Empty
          title="Logins stand here once they are made"
          action={
            <ButtonLink small href="/">
              Make the first one
            </ButtonLink>
          }
        >
          With their state, their last checks, and what was refused.
        </Empty>
      ) : (
        <>
          <ul className="border-t border-line-2">
            {byNeed(connections, now).map((connection) => (
              <ConnectionRow key={connection.id} connection={connection} />
            ))}
          </ul>
          <Legend />
        </>
      )}
    </section>
  );
}

function ConnectionRow({ connection }: { connection: Connection }) {
  const now = useNow();
  const standing = now && standingOf(connection, now.getTime());
  const newest = connection.checks[0];
  const briefs = now ? remindersOf(connection, now.getTime()).map(({ brief }) => brief) : [];
  const brief = briefs.find((one) => one !== null && one !== standing?.says);
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-2 border-b border-line py-[18px] tablet:grid-cols-[minmax(0,1fr)_92px_88px] wide:grid-cols-[minmax(0,1fr)_148px_92px_88px] wide:gap-6">
      <div className="min-w-0 max-tablet:col-span-2">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold">
          <span className="wrap-anywhere">{connection.name}</span>
          {standing && <Badge tone={standing.tone}>{standing.says}</Badge>}
          {brief && <Badge tone="ask">{brief}</Badge>}
        </h3>
        <p className="truncate font-mono text-[13px] leading-normal text-ink-3" title={connection.host}>
          {connection.host}
        </p>
        <p className="mt-0.5 text-small text-ink-2">{checkSentence(connection)}</p>
      </div>
      <PastChecks checks={connection.checks} />
      <span className="text-small text-ink-2 tabular-nums max-tablet:text-right">
        {newest && now && (
          <time dateTime={new Date(newest.at).toISOString()}>{dayOrToday(new Date(newest.at), now)}</time>
        )}
      </span>
      <ButtonLink
        small
        look={standing?.tone === "stop" ? "primary" : "second"}
        href={`/connections/${connection.id}`}
        aria-label={`${actOf(connection)} ${connection.name}`}
        className="max-tablet:col-span-2"
      >
        {actOf(connection)}
      </ButtonLink>
    </li>
  );
}

function actOf({ checks }: Connection): string {
  if (checks[0]?.verdict === "can-write") return "Fix it";
  return checks[0]?.verdict === "paused" ? "Resume" : "Open";
}

/** Oldest at the left, as one reads; empty places first. */
function PastChecks({ checks }: { checks: readonly Check[] }) {
  const drawn = looksOf(checks).slice(0, DRAWN).toReversed();
  const empty = Array.from({ length: DRAWN - drawn.length }, (_, index) => `none-${index}`);
  return (
    <div
      role="img"
      aria-label={spoken(drawn)}
      className="flex h-[22px] w-[148px] items-end gap-0.5 tablet:max-wide:col-span-full tablet:max-wide:row-2"
    >
      {empty.map((key) => (
        <span key={key} className={classNames(BLOCK, BLOCKS.none)} />
      ))}
      {drawn.map((check) => (
        <span key={check.at} className={classNames(BLOCK, BLOCKS[lookOf(check)])} />
      ))}
    </div>
  );
}

function spoken(checks: readonly Check[]): string {
  if (checks.length === 0) return "No check yet";
  const refused = checks.filter((check) => lookOf(check) === "refused").length;
  return `Last ${checks.length} ${checks.length === 1 ? "check" : "checks"}: ${refused} refused all changes`;
}

const BLOCK = "h-[22px] flex-1 rounded-[1px]";
const BLOCKS = {
  refused: "bg-shut shadow-[inset_0_0_0_1px_var(--shut-line)]",
  leak: "bg-stop-fill",
  odd: "bg-ask-fill",
  none: "shadow-[inset_0_0_0_1px_var(--line)]",
} as const;

const LEGEND = [
  ["refused", "refused all changes"],
  ["odd", "not proven, or not reached"],
  ["leak", "a change got through"],
  ["none", "no check yet"],
] as const;

function Legend() {
  return (
    <ul aria-label="What the blocks mean" className="mt-3 flex flex-wrap gap-x-6 gap-y-1.5 text-label text-ink-2">
      {LEGEND.map(([look, says]) => (
        <li key={look} className="flex items-center gap-2">
          <span aria-hidden="true" className={classNames("h-3.5 w-2.5 rounded-cell", BLOCKS[look])} />
          {says}
        </li>
      ))}
    </ul>
  );
}
