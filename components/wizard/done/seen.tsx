"use client";

import { useMemo } from "react";
import type { Plan } from "../../../lib/plan/plan.ts";
import { type Fact, Facts } from "../../ui/facts";
import { saveFile } from "../../ui/save-file";
import { TextButton } from "../../ui/text-button";
import { Treemap } from "../choose/picture";
import { selectionOf } from "../choose/request";
import { scopeOf } from "../choose/scope";
import { loginTested } from "../prove/ending";
import type { RunResult } from "../wire";
import { useWizard } from "../wizard-provider";
import { digits } from "../wording";
import { ReportLinks } from "./report-links";
import type { Tallies } from "./tallies";

/** What Lucien sees: the picture again, the numbers, and the machine's copy of the verdict. */
export function Seen({ result, tallies }: { result: RunResult; tallies: Tallies }) {
  const { look, request, plan, handOff } = useWizard();
  const selection = useMemo(() => (look && request ? selectionOf(scopeOf(look), request) : null), [look, request]);
  return (
    <aside aria-labelledby="seen">
      <h2 id="seen" className="text-head">
        What Lucien sees
      </h2>
      {selection && (
        <div className="mt-3 mb-1">
          <Treemap selection={selection} />
        </div>
      )}
      <Facts facts={facts(result, tallies, plan?.plan.coverage ?? null, handOff !== null)} />
      {result.report === null ? (
        <p className="mt-4 text-small">
          <TextButton onClick={() => saveVerdict(result)}>Save the verdict as JSON</TextButton>
        </p>
      ) : (
        <ReportLinks text={result.report} />
      )}
      {plan && result.statements.length > 0 && plan.plan.undo.length > 0 && (
        <p className="mt-2 text-small">
          <TextButton onClick={() => saveFile(`${result.role}-undo.sql`, plan.undoScript, "application/sql")}>
            Download the undo script
          </TextButton>
        </p>
      )}
    </aside>
  );
}

function facts(result: RunResult, tallies: Tallies, shared: Plan["coverage"] | null, handedOff: boolean): Fact[] {
  const rows: [string, string | null][] = [
    ["Tables, whole", shared && digits(shared.whole)],
    ["Tables, in part", shared && digits(shared.part)],
    ["Tables, not at all", shared && digits(shared.leftOut)],
    ["Tries to change, refused", `${digits(tallies.refused)} of ${digits(tallies.tried)}`],
    ["Ways around, shut", tallies.ways > 0 ? `${digits(tallies.waysShut)} of ${digits(tallies.ways)}` : null],
    ["Who knows the password", knows(result, handedOff)],
  ];
  return rows.flatMap(([term, value]) => (value === null ? [] : [{ term, value }]));
}

function knows({ passwordMode, verification }: RunResult, handedOff: boolean): string {
  const lent = passwordMode === "unchanged" && loginTested(verification);
  return lent
    ? "whoever had it before; our server while it worked"
    : KNOWS[passwordMode].replace("this browser", handedOff ? "the founder’s browser" : "this browser");
}

const KNOWS = {
  verifier: "this browser",
  plaintext: "this browser; our server while it worked",
  unchanged: "whoever had it before",
} as const;

/** The verification as the command line gives it (docs/cli.md, format 1): no password is in it. */
function saveVerdict({ role, verification }: RunResult): void {
  saveFile(`${role}-verification.json`, `${JSON.stringify(verification, null, 2)}\n`, "application/json");
}
