"use client";

import { Button, ButtonLink } from "../../ui/button";
import { ScreenFoot, ScreenHead } from "../shell/frames";
import type { RunResult } from "../wire";
import { capital, counted, inWords } from "../wording";
import { StatementsBlock } from "./statements-block";

/** After a run: what was done, instead of offering it again. A verdict that is not good leads back to the questions. */
export function DoneReview({ result, onAgain }: { result: RunResult; onAgain: () => void }) {
  const count = result.statements.length;
  const good = result.verification.verdict === "read-only";
  return (
    <>
      <ScreenHead
        title={
          count === 0
            ? "Nothing had to be changed"
            : `${capital(inWords(count, "statement"))} ran, and all of them stay`
        }
        lead={`Finished ${new Date(result.finishedAt).toLocaleTimeString([], { timeStyle: "short" })}. ${OUTCOMES[result.outcome]}`}
      />
      {count > 0 && (
        <div className="mt-6">
          <StatementsBlock statements={result.statements.map((sql) => ({ sql }))} role={result.role} shown={12} />
        </div>
      )}
      {!good && (
        <Button look="second" className="mt-6 self-start" onClick={onAgain}>
          Work out what is left to change
        </Button>
      )}
      <ScreenFoot note={`${counted(result.verification.coverage.readable, "table")} can be read`}>
        <ButtonLink href="/verify" look="second">
          See the proof
        </ButtonLink>
        <ButtonLink href="/done" look={good ? "primary" : "second"}>
          {result.passwordMode === "unchanged" ? "See the verdict" : "Copy the URL"}
        </ButtonLink>
      </ScreenFoot>
    </>
  );
}

const OUTCOMES = {
  created: "The login is made.",
  changed: "The login is as you chose it.",
  unchanged: "The login was as you chose it already.",
} as const;
