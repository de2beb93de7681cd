"use client";

import { type ReactNode, useState } from "react";
import { PageHead } from "../shell/page";
import { Button, ButtonLink } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { type Fact, Facts } from "../ui/facts";
import { AskedFor } from "./asked-for";
import { Timeline } from "./timeline";
import { clock, timeLeft } from "./times";
import { useNow } from "./use-now";
import type { FounderView, LiveHandOff } from "./view.types";
import { headOf } from "./words";

/** Hand-off, third screen: what has happened, changing by itself, and the way to stop it. */
export function WaitingScreen(props: {
  view: FounderView;
  line: LiveHandOff["line"];
  onStop: () => Promise<void>;
  /** "Send a new link", where that can be done. */
  again: ReactNode;
  problem?: ReactNode;
}) {
  const { view } = props;
  const head = headOf(view);
  return (
    <div className="grid gap-9 tablet:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)] tablet:gap-10 wide:gap-[72px]">
      <div className="min-w-0">
        <PageHead up={{ href: "/hand-offs", label: "Hand-offs" }} title={head.title} lead={head.lead} />
        {view.finished && (
          <p className="mt-5">
            <ButtonLink look="second" small href="/connections">
              See your connections
            </ButtonLink>
          </p>
        )}
        {props.problem}
        <Timeline view={view} live />
      </div>
      <aside className="min-w-0 tablet:border-l tablet:border-line tablet:pl-8">
        <Stop view={view} onStop={props.onStop} />
        {props.again}
        <h2 className="text-head">You asked for</h2>
        <div className="mt-2.5">
          <AskedFor record={view.record} />
        </div>
        <FactsOf view={view} line={props.line} />
        {isOpen(view) && view.mine && (
          <p className="mt-4 text-small text-ink-2">
            <a href={`/hand-offs/${view.id}/message`} className="link">
              Copy the message again
            </a>
          </p>
        )}
      </aside>
    </div>
  );
}

/** The link works, for somebody. */
export function isOpen({ state }: Pick<FounderView, "state">): boolean {
  return state === "sent" || state === "claimed" || state === "running" || state === "waiting-for-script";
}

function Stop({ view, onStop }: { view: FounderView; onStop: () => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!isOpen(view)) return null;
  const opened = view.timeline.findLast(({ kind }) => kind === "claimed" || kind === "taken-over");
  async function stop() {
    setAsking(false);
    setBusy(true);
    await onStop();
    setBusy(false);
  }
  return (
    <section className="mb-10">
      <h2 className="text-head">{opened ? "Was that your engineer?" : "Sent it to the wrong person?"}</h2>
      <p className="mt-1.5 mb-3.5 text-small text-ink-2">
        {opened && `If nobody you know opened it at ${clock(new Date(opened.at))}, stop it now. `}
        {!opened && "Stop the link, and it works for nobody. "}
        Nothing is lost, and you can send a new link.
      </p>
      <Button look="stop" small busy={busy} onClick={() => setAsking(true)}>
        {busy ? "Stopping" : "Stop and cancel the link"}
      </Button>
      <Dialog
        open={asking}
        title="Stop the link?"
        keep="Leave it as it is"
        act="Stop the link"
        onKeep={() => setAsking(false)}
        onAct={() => void stop()}
      >
        {view.state === "running"
          ? `Whoever has it open is stopped. The changes that are under way may still be made${view.record.intent === "create" ? ": then the login exists, and you get no URL for it" : ""}.`
          : "Whoever has it open is stopped, and the link no longer works for anybody. A script they have already copied stays with them."}
      </Dialog>
    </section>
  );
}

function FactsOf({ view, line }: { view: FounderView; line: LiveHandOff["line"] }) {
  const now = useNow();
  const facts: Fact[] = [];
  if (now && isOpen(view)) facts.push({ term: "Link ends in", value: timeLeft(new Date(view.expiresAt), now) });
  if (view.record.host) facts.push({ term: "Database host", value: view.record.host, code: true });
  if (isOpen(view) && view.record.passcode && view.passcodeTriesLeft !== null)
    facts.push({ term: "Passcode tries left", value: `${view.passcodeTriesLeft} of 10` });
  if (isOpen(view)) facts.push({ term: "This page", value: LINES[line] });
  if (facts.length === 0) return null;
  return <Facts className="mt-6 border-t border-line" facts={facts} />;
}

const LINES = {
  connecting: "connecting",
  live: "live",
  polling: "looks again every few seconds",
  lost: "cannot reach the app, tries again",
} as const;
