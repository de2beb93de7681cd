"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { forgetReport } from "../../report/kept-report";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { ScreenFoot } from "../shell/frames";
import type { RunResult } from "../wire";
import { useWizard } from "../wizard-provider";
import { Evidence } from "./evidence";
import { HandedOver } from "./handed-over";
import { ReadTheReport } from "./report-links";
import { Seen } from "./seen";
import { TakeAway } from "./take-away";
import { tally } from "./tallies";
import { ThingsLeft } from "./things-left";
import { verdictLead, verdictTitle } from "./verdict-words";

/** Done: the verdict in one sentence, the URL, what is left to do, and the evidence. */
export function DoneScreen() {
  const { run, handOff } = useWizard();
  if (!run.result) return null;
  return handOff ? <HandedOver result={run.result} from={handOff.record.from} /> : <Done result={run.result} />;
}

function Done({ result }: { result: RunResult }) {
  const wizard = useWizard();
  const tallies = useMemo(() => tally(wizard.run.events), [wizard.run.events]);
  const [copied, setCopied] = useState(false);
  return (
    <>
      <header>
        <h1 className="text-display text-balance">{verdictTitle(result)}</h1>
        <p className="mt-3 max-w-[70ch] text-lead text-pretty text-ink-2">
          {verdictLead(result, tallies)}
          {result.report !== null && (
            <>
              {" "}
              <ReadTheReport text={result.report}>Read the report</ReadTheReport>
            </>
          )}
        </p>
      </header>
      <div className="mt-8 grid items-start gap-9 tablet:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)] tablet:gap-10 wide:gap-[72px]">
        <div className="min-w-0">
          <TakeAway result={result} onCopied={() => setCopied(true)} />
          <ThingsLeft result={result} />
          <Evidence result={result} />
        </div>
        <Seen result={result} tallies={tallies} />
      </div>
      <Finish copied={copied} kept={result.passwordMode === "unchanged"} />
    </>
  );
}

function Finish({ copied, kept }: { copied: boolean; kept: boolean }) {
  const wizard = useWizard();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  function finish() {
    router.push("/");
    wizard.finish();
    forgetReport();
  }
  const safe = copied || wizard.rolePassword() === null;
  return (
    <>
      <ScreenFoot
        start={
          kept ? "Seen it? Then we delete the rest of this job." : "Copied it? Then we delete the rest of this job."
        }
      >
        <Button look="second" onClick={() => (safe ? finish() : setAsking(true))}>
          {kept ? "Finish this job" : "I have it, finish"}
        </Button>
      </ScreenFoot>
      <Dialog
        open={asking}
        title="Finish without copying the URL?"
        keep="Keep this page"
        act="Finish without it"
        onKeep={() => setAsking(false)}
        onAct={finish}
      >
        The password is only in this page. When you finish, nobody can look it up.
      </Dialog>
    </>
  );
}
