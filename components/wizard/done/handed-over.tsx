"use client";

import { useMemo } from "react";
import { Problem } from "../../hand-off/problem";
import { Button } from "../../ui/button";
import type { RunResult } from "../wire";
import type { Wizard } from "../wizard.types";
import { useWizard } from "../wizard-provider";
import { Evidence } from "./evidence";
import { Seen } from "./seen";
import { tally } from "./tallies";
import { ThingsLeft } from "./things-left";

/** Done, inside a hand-off: the URL is the founder's. The engineer sees what to do with the admin, and the way back. */
export function HandedOver({ result, from }: { result: RunResult; from: string }) {
  const { run, handedOver, handOverAgain } = useWizard();
  const tallies = useMemo(() => tally(run.events), [run.events]);
  const { title, lead } = headOf(from, handedOver, result.passwordMode);
  return (
    <>
      <header aria-live="polite">
        <h1 className="text-display text-balance">{title}</h1>
        <p className="mt-3 max-w-[70ch] text-lead text-pretty wrap-anywhere text-ink-2">{lead}</p>
      </header>
      {typeof handedOver === "object" && (
        <Problem className="mt-6 max-w-[760px]" error={handedOver}>
          <Button small onClick={handOverAgain}>
            Hand it over again
          </Button>
        </Problem>
      )}
      <div className="mt-8 grid items-start gap-9 tablet:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)] tablet:gap-10 wide:gap-[72px]">
        <div className="min-w-0 [&>section:first-child>h2]:mt-0">
          <ThingsLeft result={result} takesUrl={false} />
          <Evidence result={result} />
        </div>
        <Seen result={result} tallies={tallies} />
      </div>
    </>
  );
}

function headOf(
  from: string,
  state: Wizard["handedOver"],
  mode: RunResult["passwordMode"],
): { title: string; lead: string } {
  if (state === "done") {
    return {
      title: "Done. You can close this page",
      lead: `${from} has the result${mode === "unchanged" ? "" : " and copies the URL on their own page"}. ${mode === "plaintext" ? "This server had to make the password, and sealed it to their browser." : mode === "unchanged" ? "The password was not touched." : "The password was never here."} Before you go, look at what is left.`,
    };
  }
  if (typeof state === "object") {
    return {
      title:
        mode === "unchanged"
          ? "It is done, and the founder does not know yet"
          : "The login is made, and the founder does not know yet",
      lead: "The database is as it should be. Only the message to the founder did not get through.",
    };
  }
  return {
    title: "Handing the result over",
    lead: "Your browser signs it, so that nobody can change it on the way. Stay on this page.",
  };
}
