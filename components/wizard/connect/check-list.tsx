"use client";

import { useEffect, useState } from "react";
import type { AppErrorJson } from "../../../lib/errors.ts";
import { Button } from "../../ui/button";
import { CheckRow } from "../../ui/check-row";
import { EngineerDetail } from "../../ui/disclosure";
import { ErrorPanel } from "../../ui/error-panel";
import { TextButton } from "../../ui/text-button";
import type { Shown } from "../wire";
import type { Fix } from "./fix";
import { ShownIdentity } from "./shown-identity";
import { CHECK_STEPS, type Check, type StepView } from "./use-check";

/** The five steps as they happen; the failed one holds its fix. */
export function CheckList({ check, ...fixing }: { check: Check } & Fixing) {
  if (check.refused) {
    const error = check.refused;
    return (
      <ErrorPanel title={error.message} state={`${error.hint} Nothing was changed.`} detail={engineerLine(error)}>
        <Fixes error={error} shown={null} {...fixing} />
      </ErrorPanel>
    );
  }
  return (
    <>
      <ol className="border-t border-line">
        {CHECK_STEPS.map(({ id, name, running }) => (
          <Step key={id} name={name} running={running} view={check.steps[id]} {...fixing} />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {spoken(check)}
      </p>
    </>
  );
}

/** What can be done about a failure: the first as the button that names it, the rest as links. */
type Fixing = {
  fixesFor: (error: AppErrorJson, shown: Shown | null) => { first: Fix; other: Fix | null };
  onFix: (fix: Fix) => void;
};

function Fixes({ error, shown, fixesFor, onFix }: { error: AppErrorJson; shown: Shown | null } & Fixing) {
  const { first, other } = fixesFor(error, shown);
  return (
    <>
      <Button small className="w-full tablet:w-auto" onClick={() => onFix(first)}>
        {first.label}
      </Button>
      {other && <TextButton onClick={() => onFix(other)}>{other.label}</TextButton>}
    </>
  );
}

function Step({ name, running, view, ...fixing }: { name: string; running: string; view: StepView } & Fixing) {
  const clock = useClock(view.state === "running" ? view.since : null);
  if (view.state === "waiting") return <CheckRow name={name} state="waiting" />;
  if (view.state === "running") {
    const sentence = isWaking(view, clock, name) ? "Waking the database…" : running;
    return <CheckRow name={name} state="running" sentence={sentence} time={clock === null ? "" : duration(clock)} />;
  }
  if (view.state === "passed") {
    return <CheckRow name={name} state="passed" sentence={view.sentence} time={duration(view.durationMs)} />;
  }
  const shown = view.shown ?? null;
  return (
    <CheckRow name={name} state="failed" sentence={view.error.message} time={duration(view.durationMs)}>
      <p className="mt-0.5 text-ink-2">{view.error.hint}</p>
      {shown && <ShownIdentity shown={shown} />}
      <div className="mt-3 flex flex-wrap items-center gap-4">
        <Fixes error={view.error} shown={shown} {...fixing} />
      </div>
      <EngineerDetail onSurface className="mt-3">
        {engineerLine(view.error)}
      </EngineerDetail>
    </CheckRow>
  );
}

/** Databases that sleep take seconds to answer: said when one says so, and when it takes long. */
function isWaking(view: Extract<StepView, { state: "running" }>, clock: number | null, name: string): boolean {
  return view.waking || (name !== "Find the server" && name !== "Look around" && (clock ?? 0) > 4_000);
}

/** Always ends with what state things are in. */
function engineerLine(error: AppErrorJson): string {
  const parts = [error.sqlstate, error.detail].filter((part) => part !== null && part !== "");
  return `${parts.join(" · ")}${parts.length > 0 ? "\n" : ""}${error.code}. Nothing was changed.`;
}

function spoken(check: Check): string {
  if (check.status === "passed") return "All five steps passed.";
  const failed = CHECK_STEPS.find(({ id }) => check.steps[id].state === "failed");
  const view = failed && check.steps[failed.id];
  if (failed && view?.state === "failed") return `${failed.name} failed. ${view.error.message} ${view.error.hint}`;
  return check.status === "running" ? "Checking the connection." : "";
}

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Milliseconds since then, a few times a second; null while nothing runs. */
function useClock(since: number | null): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (since === null) return;
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, [since]);
  return since === null || now === null ? null : Math.max(0, now - since);
}
