"use client";

import type { ReactNode } from "react";
import { ButtonLink } from "../../ui/button";
import { ProgressBar } from "../../ui/progress-bar";
import { ScreenFoot } from "../shell/frames";
import { useWizard } from "../wizard-provider";
import { counted, digits } from "../wording";
import { Cures } from "./cures";
import { type Ending, loginTested } from "./ending";
import type { Grid } from "./grid-model";
import { endOf, Headline } from "./headline";
import { Legend } from "./legend";
import { ProofWall } from "./proof-wall";
import { failureOf, RunFailure } from "./run-failure";
import { SpokenProgress } from "./spoken-progress";
import { useGrid, useTimeLeft } from "./use-grid";
import { AnyoneMay, WaysList } from "./ways-list";

/** Prove: every answer of the database as it comes, and the verdict. */
export function VerifyScreen() {
  const { run, plan, request, target } = useWizard();
  const grid = useGrid(run.events);
  const { version } = grid;
  const ending = endOf(grid);
  const failed = failureOf(run.events);
  const role = run.result?.role ?? plan?.plan.role ?? request?.role ?? "";
  const route = `${role} on ${plan?.plan.database ?? target?.database ?? ""}`;
  const running = run.status === "running";
  return (
    <>
      <SpokenProgress grid={grid} version={version} ending={ending} />
      {failed && <Failed failed={failed} />}
      {(!failed || grid.relations > 0) && (
        <>
          {!failed && <Headline grid={grid} version={version} ending={ending} signsIn={run.signsIn} />}
          {ending?.note && <p className="mt-3 max-w-[70ch] text-lead text-ink-2">{ending.note}</p>}
          {grid.verification && <Cures verification={grid.verification} />}
          <Progress grid={grid} running={running} />
          <HowWeAsk grid={grid} version={version} role={role} running={running} signsIn={run.signsIn} />
          <Asked grid={grid} running={running} signsIn={run.signsIn} />
          {grid.relations > 0 && (
            <>
              <Legend grid={grid} version={version} />
              <ProofWall grid={grid} version={version} route={route} />
            </>
          )}
          <div className="mt-10 grid gap-9 border-t border-line-2 pt-6 tablet:grid-cols-[minmax(0,5fr)_minmax(0,3fr)] tablet:gap-14">
            <Section title="Ways that are not a table">
              <WaysList grid={grid} version={version} />
            </Section>
            <Section title="What Postgres lets any login do">
              <AnyoneMay grid={grid} version={version} />
            </Section>
          </div>
        </>
      )}
      <Onward
        ending={ending}
        finished={run.status === "done"}
        failed={failed !== null}
        kept={run.result?.passwordMode === "unchanged"}
      />
    </>
  );
}

function Failed({ failed }: { failed: NonNullable<ReturnType<typeof failureOf>> }) {
  return (
    <div className="mb-8 max-w-[720px]">
      <h1 className="mb-5 text-title text-balance">The proof is not finished</h1>
      <RunFailure failed={failed} />
    </div>
  );
}

function Progress({ grid, running }: { grid: Grid; running: boolean }) {
  const left = useTimeLeft(grid, running);
  if (grid.total === 0) return null;
  return (
    <div className="mt-6 grid items-center gap-x-6 gap-y-2 text-small text-ink-2 tablet:grid-cols-[1fr_auto]">
      <ProgressBar label="Answers" done={grid.answered} total={grid.total} open={grid.readable} />
      <span className="tabular-nums">
        {digits(grid.answered)} of {counted(grid.total, "answer")}
        {left && `, ${left}`}
      </span>
    </div>
  );
}

type Asking = { grid: Grid; version: number; role: string; running: boolean; signsIn: boolean };

function HowWeAsk({ grid, role, running, signsIn }: Asking) {
  const { verification } = grid;
  const ruledOut = verification === null ? 0 : grid.groups.flatMap(catalogCells).length;
  const [before, after] = howWeAsk(grid, running, verification ? loginTested(verification) : signsIn);
  return (
    <p className="mt-3 max-w-[110ch] text-small text-ink-2">
      {before}
      <span className="font-mono text-code">{role}</span>
      {after}
      {ruledOut > 0 && ` ${counted(ruledOut, "more", "more")} we did not try: the catalog says that there is no right.`}
    </p>
  );
}

/** What stands before and after the role's name. Without its password it is acted as, in the admin's session. */
function howWeAsk(grid: Grid, running: boolean, signsIn: boolean): [before: string, after: string] {
  if (running) {
    const how = "and try everything, for real. Each try is undone. A refusal is the good answer. Stay on this page";
    return signsIn ? ["Now we sign in as ", ` ${how}.`] : ["Now we act as ", ` in the admin’s session ${how}.`];
  }
  const tried = `and tried ${counted(grid.tries, "change")} for real. The database refused ${digits(grid.refused)}. Each try was undone.`;
  if (signsIn) return ["We signed in as ", ` ${tried}`];
  if (grid.tries > 0) return ["We acted as ", ` in the admin’s session ${tried}`];
  return ["We tried nothing as ", ": this admin may not act as it. What stands here was read in the catalog."];
}

function catalogCells(group: Grid["groups"][number]) {
  return group.rows.flatMap((row) => row.cells.filter((cell, at) => at > 0 && cell.state === "catalog"));
}

/** The statement that is being asked, or was asked last with what came back. */
function Asked({ grid, running, signsIn }: { grid: Grid; running: boolean; signsIn: boolean }) {
  const { last, asking } = grid;
  if (!running) return null;
  const asked = asking ?? last?.sql ?? null;
  const [verb = "", ...rest] = (asked ?? "").split(" ");
  const answer = asking !== null ? "asking…" : last && answerOf(last);
  return (
    <div
      aria-hidden="true"
      className="mt-4 flex items-baseline gap-x-4 gap-y-0.5 rounded-ctl border border-line-2 bg-surface px-3.5 py-[9px] font-mono text-code max-tablet:sticky max-tablet:bottom-2 max-tablet:z-2 max-tablet:flex-col"
    >
      <span className="min-w-0 flex-1 truncate max-tablet:w-full">
        {asked !== null ? (
          <>
            <b className="font-semibold">{verb}</b> {rest.join(" ")}
          </>
        ) : grid.signedIn || !signsIn ? (
          "asking…"
        ) : (
          "signing in…"
        )}
      </span>
      {answer && <span className="text-right whitespace-nowrap text-ink-2">{answer}</span>}
    </div>
  );
}

function answerOf({ result, sqlstate }: NonNullable<Grid["last"]>): string {
  if (result === "allowed") return "allowed";
  return `${result === "denied" ? "denied" : "unsure"} ${sqlstate}`;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="text-head">{title}</h2>
      {children}
    </section>
  );
}

function Onward(props: { ending: Ending | null; finished: boolean; failed: boolean; kept: boolean }) {
  const { ending, finished, failed, kept } = props;
  const handedOff = useWizard().handOff !== null;
  if (failed || !finished) return null;
  if (ending === null || ending.kind === "good") {
    return (
      <ScreenFoot back="/review" note="Every try was undone">
        <ButtonLink href="/done">
          {handedOff ? "See what is left" : kept ? "See the verdict" : "Copy the URL"}
        </ButtonLink>
      </ScreenFoot>
    );
  }
  return (
    <ScreenFoot back="/review">
      <ButtonLink look="second" href="/done">
        Go on anyway
      </ButtonLink>
      <ButtonLink href="/review">{ending.kind === "bad" ? "Close what is open" : "Ask again"}</ButtonLink>
    </ScreenFoot>
  );
}
