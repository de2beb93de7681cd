"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { ErrorPanel } from "../ui/error-panel";
import { Segment } from "../ui/segment";
import { TextButton } from "../ui/text-button";
import type { MadeLink } from "./made-links";
import { type Share, useShare } from "./use-share";

const DAYS = [7, 30, 90] as const;

/** A link that shows this report and nothing else. What the server keeps of it, it cannot read. */
export function SharePanel({ text, database }: { text: string; database: string }) {
  const { share, links, make, end } = useShare(text, database);
  const [stopping, setStopping] = useState<string | null>(null);
  const earlier = links.filter((link) => share.status !== "made" || link.id !== share.id);
  return (
    <div className="rounded-panel border border-line-2 bg-surface px-5 py-4 text-small">
      {share.status === "made" ? (
        <Made share={share} onStop={() => setStopping(share.id)} />
      ) : (
        <Make share={share} onMake={(days) => void make(days)} />
      )}
      <Earlier links={earlier} onStop={setStopping} />
      <Dialog
        open={stopping !== null}
        title="Stop this link?"
        keep="Keep it"
        act="Stop the link"
        onKeep={() => setStopping(null)}
        onAct={() => {
          if (stopping !== null) void end(stopping);
          setStopping(null);
        }}
      >
        Whoever opens it then sees no report. This cannot be taken back.
      </Dialog>
    </div>
  );
}

function Made({ share, onStop }: { share: Extract<Share, { status: "made" }>; onStop: () => void }) {
  return (
    <>
      <p className="font-semibold">The link shows this report until {day(share.expiresAt)}</p>
      <p className="mt-1 font-mono text-code wrap-anywhere">{share.link}</p>
      <p className="mt-1 text-ink-2">Whoever has it can read the report. Nobody can look it up: copy it now.</p>
      <div className="mt-3 flex flex-wrap gap-3">
        <CopyButton small label="Copy the link" text={() => share.link} done="Link copied." />
        <Button small look="stop" onClick={onStop}>
          Stop the link
        </Button>
      </div>
    </>
  );
}

function Make({ share, onMake }: { share: Exclude<Share, { status: "made" }>; onMake: (days: number) => void }) {
  const [days, setDays] = useState<(typeof DAYS)[number]>(30);
  return (
    <>
      <p aria-live="polite" className="font-semibold">
        {share.status === "ended" ? "The link is stopped" : "Share it by a link"}
      </p>
      <p className="mt-0.5 text-ink-2">
        It shows this report and nothing else. Our server keeps it locked, and the key is only in the link.
      </p>
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <div className="w-[260px]">
          <Segment
            label="The link works for"
            options={DAYS.map((count) => ({ value: count, label: `${count} days` }))}
            value={days}
            onChange={setDays}
          />
        </div>
        <Button look="second" busy={share.status === "making"} onClick={() => onMake(days)}>
          {share.status === "making" ? "Making the link" : "Make the link"}
        </Button>
      </div>
      {share.status === "failed" && (
        <div className="mt-3">
          <ErrorPanel title={share.message} state={share.hint} />
        </div>
      )}
    </>
  );
}

function Earlier({ links, onStop }: { links: readonly MadeLink[]; onStop: (id: string) => void }) {
  if (links.length === 0) return null;
  return (
    <div className="mt-4 border-t border-line pt-3">
      <p className="text-ink-2">Other links that this browser made, and that still work</p>
      <ul className="mt-1.5 grid gap-1">
        {links.map(({ id, database, expiresAt }) => (
          <li key={id} className="flex flex-wrap gap-x-3">
            <span className="wrap-anywhere">
              {database}, until {day(expiresAt)}
            </span>
            <TextButton onClick={() => onStop(id)}>Stop it</TextButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

function day(at: number): string {
  return new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}
