"use client";

import Link from "next/link";
import type { Connection } from "../../lib/store/connections";
import { useNow } from "../hand-off/use-now";
import type { FounderView } from "../hand-off/view.types";
import { PageHead } from "../shell/page";
import { ButtonLink } from "../ui/button";
import { type ActivityLine, ActivityList } from "./activity-list";
import { ConnectionList } from "./connection-list";
import { dashboardHead } from "./connection-words";
import { HandOffList } from "./hand-off-list";
import { Reminders } from "./reminders";

/** How many of each are on the first page; the rest is one link away. */
const FIRST = 6;

/** Connections and hand-offs with their state, reminders where facts ask for them, and what happened. */
export function DashboardScreen(props: {
  connections: readonly Connection[];
  handOffs: readonly FounderView[];
  activity: readonly ActivityLine[];
  /** The server's clock when the page was made: the title must not change under the reader. */
  at: number;
}) {
  const now = useNow()?.getTime() ?? props.at;
  const head = dashboardHead(props.connections, now);
  const first = props.connections.length === 0;
  return (
    <>
      <PageHead title={head.title} lead={head.lead} action={!first && <ButtonLink href="/">New login</ButtonLink>} />
      <div className="mt-10 grid gap-9 tablet:grid-cols-[minmax(0,1fr)_260px] tablet:gap-10 wide:grid-cols-[minmax(0,1fr)_332px] wide:gap-14">
        <div className="grid min-w-0 content-start gap-12">
          <ConnectionList connections={props.connections} now={now} />
          <HandOffList handOffs={props.handOffs.slice(0, FIRST)} />
        </div>
        <aside className="min-w-0 max-tablet:contents">
          <Reminders connections={props.connections} handOffs={props.handOffs} />
          <section aria-labelledby="activity" className="min-w-0">
            <div className="mb-1 flex items-baseline justify-between gap-4">
              <h2 id="activity" className="text-head">
                Activity
              </h2>
              <Link href="/activity" className="link text-small text-ink-2">
                All
              </Link>
            </div>
            <ActivityList lines={props.activity.slice(0, FIRST)} />
          </section>
        </aside>
      </div>
    </>
  );
}
