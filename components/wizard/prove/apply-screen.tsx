"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ButtonLink } from "../../ui/button";
import { classNames } from "../../ui/class-names";
import { Icon } from "../../ui/icon";
import { ProgressBar } from "../../ui/progress-bar";
import { ScreenFoot, ScreenHead } from "../shell/frames";
import { useWizard } from "../wizard-provider";
import { counted, digits } from "../wording";
import { type ApplyProgress, applyProgress } from "./apply-model";
import { failureOf, RunFailure } from "./run-failure";

/** Apply: the statements as they run. Once they are in, the proof takes over by itself. */
export function ApplyScreen() {
  const { run, plan, request } = useWizard();
  const router = useRouter();
  const progress = applyProgress(plan?.plan ?? null, run.events);
  const failed = failureOf(run.events);
  // A failed transaction leaves nothing: what ran in it is not done.
  const undone = failed?.stands === "nothing" && !progress.committed;
  const onward = progress.proving || run.status === "done";
  useEffect(() => {
    if (onward) router.replace("/verify");
  }, [onward, router]);

  if (run.status === "idle") return <Nothing />;
  return (
    <div className="max-w-[760px]">
      <ScreenHead
        title={title(progress, failed !== null)}
        lead={
          failed
            ? undefined
            : progress.total === 0
              ? "Stay on this page until it is done."
              : `${request?.inParts ? "They run in several short steps." : "They run together: all of them, or none."} Stay on this page until it is done.`
        }
      />
      {failed && (
        <div className="mt-6">
          <RunFailure failed={failed} />
        </div>
      )}
      {!failed && <Bar progress={progress} />}
      <ul className="mt-6 border-t border-line">
        {progress.rows.map((row) => (
          <StepLine
            key={row.title}
            name={row.title}
            state={undone ? "waiting" : row.state}
            count={undone ? (row.done > 0 ? "taken back" : "") : countOf(row)}
          />
        ))}
        {!undone &&
          progress.checked.map((sentence) => <StepLine key={sentence} name={sentence} state="passed" count="" />)}
      </ul>
    </div>
  );
}

function countOf({ done, total }: ApplyProgress["rows"][number]): string {
  return total > 1 ? `${digits(done)} of ${digits(total)}` : "";
}

function title({ committed, total }: ApplyProgress, failed: boolean): string {
  if (failed) return committed ? "The changes are in, the proof is not" : "The changes were not made";
  if (total === 0) return "Proving the login";
  return committed ? "The changes are in" : "Making the changes";
}

function Bar({ progress }: { progress: ApplyProgress }) {
  const { done, total, now, committed } = progress;
  return (
    <div className="mt-6 grid gap-2 text-small text-ink-2">
      <ProgressBar label="Statements" done={done} total={total} />
      <p role="status" className="tabular-nums">
        {total === 0
          ? "There is nothing to change. Now we prove the login."
          : committed
            ? `${counted(total, "statement")} ran. Now we prove the login.`
            : `${digits(done)} of ${counted(total, "statement")}. If one fails, none of them stay.`}
      </p>
      {now && <p className="truncate font-mono text-code text-ink-3">{now.sql}</p>}
    </div>
  );
}

function StepLine(props: { name: string; state: ApplyProgress["rows"][number]["state"]; count: string }) {
  const waiting = props.state === "waiting";
  return (
    <li
      className={classNames(
        "grid grid-cols-[24px_1fr_auto] items-center gap-3 border-b border-line py-[11px] text-row",
        waiting ? "text-ink-3" : "font-semibold",
      )}
    >
      {waiting ? (
        <span />
      ) : props.state === "passed" ? (
        <Icon name="check" />
      ) : (
        <Icon name="running" className="motion-safe:animate-spin" />
      )}
      <span>
        {props.name}
        <span className="sr-only">: {props.state === "passed" ? "done" : props.state}</span>
      </span>
      <span className="text-small font-normal text-ink-3 tabular-nums">{props.count}</span>
    </li>
  );
}

function Nothing() {
  return (
    <>
      <ScreenHead title="Nothing is running" lead="The changes start from the review, where you see them first." />
      <ScreenFoot>
        <ButtonLink href="/review">See the changes</ButtonLink>
      </ScreenFoot>
    </>
  );
}
