"use client";

import { useState } from "react";
import { sealReport } from "../../lib/report/share.ts";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { ErrorPanel } from "../ui/error-panel";
import { Segment } from "../ui/segment";
import { asAppError, postJson } from "../wizard/stream";

type Share =
  | { status: "none" | "making" | "ended" }
  | { status: "made"; id: string; link: string; until: string }
  | { status: "failed"; message: string; hint: string };

const DAYS = [7, 30, 90] as const;

/** A link that shows this report and nothing else. What the server keeps of it, it cannot read. */
export function SharePanel({ text }: { text: string }) {
  const { share, make, end } = useShare(text);
  const [days, setDays] = useState<(typeof DAYS)[number]>(30);
  const [asking, setAsking] = useState(false);
  if (share.status === "made") {
    return (
      <div className="rounded-panel border border-line-2 bg-surface px-5 py-4 text-small">
        <p className="font-semibold">The link shows this report until {share.until}</p>
        <p className="mt-1 font-mono text-code wrap-anywhere">{share.link}</p>
        <p className="mt-1 text-ink-2">Whoever has it can read the report. Nobody can look it up: copy it now.</p>
        <div className="mt-3 flex flex-wrap gap-3">
          <CopyButton small label="Copy the link" text={() => share.link} done="Link copied." />
          <Button small look="stop" onClick={() => setAsking(true)}>
            Stop the link
          </Button>
        </div>
        <Dialog
          open={asking}
          title="Stop this link?"
          keep="Keep it"
          act="Stop the link"
          onKeep={() => setAsking(false)}
          onAct={() => {
            setAsking(false);
            void end(share.id);
          }}
        >
          Whoever opens it then sees no report. This cannot be taken back.
        </Dialog>
      </div>
    );
  }
  return (
    <div className="rounded-panel border border-line-2 bg-surface px-5 py-4 text-small">
      <p className="font-semibold">{share.status === "ended" ? "The link is stopped" : "Share it by a link"}</p>
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
        <Button look="second" busy={share.status === "making"} onClick={() => void make(days)}>
          {share.status === "making" ? "Making the link" : "Make the link"}
        </Button>
      </div>
      {share.status === "failed" && (
        <div className="mt-3">
          <ErrorPanel title={share.message} state={share.hint} />
        </div>
      )}
    </div>
  );
}

function useShare(text: string) {
  const [share, setShare] = useState<Share>({ status: "none" });
  const failed = (thrown: unknown) => {
    const { message, hint } = asAppError(thrown);
    setShare({ status: "failed", message, hint });
  };
  async function make(days: number) {
    setShare({ status: "making" });
    try {
      const { id, key, box } = await sealReport(text);
      const { expiresAt } = await postJson<{ expiresAt: number }>("/report/share", { id, box, days });
      const until = new Date(expiresAt).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
      setShare({ status: "made", id, link: `${location.origin}/r/${id}#${key}`, until });
    } catch (thrown) {
      failed(thrown);
    }
  }
  async function end(id: string) {
    try {
      await postJson("/report/share/end", { id });
      setShare({ status: "ended" });
    } catch (thrown) {
      failed(thrown);
    }
  }
  return { share, make, end };
}
