"use client";

import { type ReactNode, useState } from "react";
import { Button, ButtonLink } from "../../ui/button";
import { ErrorPanel } from "../../ui/error-panel";
import { Icon } from "../../ui/icon";
import { ScreenFoot, ScreenHead } from "../shell/frames";
import { useWizard } from "../wizard-provider";
import { DoneReview } from "./done-review";
import { PasswordAgain } from "./password-again";
import { PlanReview } from "./plan-review";
import { usePlan } from "./use-plan";

/** Review: what will change, before anything does. After a run it shows what was done instead. */
export function ReviewScreen() {
  const wizard = useWizard();
  const [again, setAgain] = useState(false);
  const { status, result } = wizard.run;
  if (status === "running") return <UnderWay />;
  // An answer that no run has used yet: the last screen asked for a new password.
  const asked = wizard.passwordFate !== null;
  if (status === "done" && result && !again && !asked)
    return <DoneReview result={result} onAgain={() => setAgain(true)} />;
  return <BeforeRun />;
}

function BeforeRun() {
  const wizard = useWizard();
  const shown = usePlan(wizard);
  if (shown.error) {
    return (
      <Waiting title="The changes could not be worked out">
        <ErrorPanel
          title={shown.error.message}
          state={`Nothing was changed. ${shown.error.hint}`}
          detail={shown.error.detail}
        >
          <Button small onClick={shown.retry}>
            Work them out again
          </Button>
        </ErrorPanel>
      </Waiting>
    );
  }
  if (!wizard.hasPassword) {
    return (
      <Waiting title="The admin password, once more">
        <PasswordAgain
          user={wizard.target?.user ?? "the admin"}
          why="It was only in this page’s memory and is gone. All your answers are still here."
          onPassword={wizard.setPassword}
        />
      </Waiting>
    );
  }
  if (shown.plan === null) {
    return (
      <Waiting title="Working out the changes">
        <p role="status" className="mt-3 flex items-center gap-2.5 text-lead text-ink-2">
          <Icon name="running" className="motion-safe:animate-spin" />
          We look at the database again. Nothing is changed.
        </p>
      </Waiting>
    );
  }
  return <PlanReview answer={shown.plan} working={shown.working} />;
}

function Waiting({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <ScreenHead title={title} />
      <div className="mt-6 max-w-[640px]">{children}</div>
      <ScreenFoot back="/choose">{null}</ScreenFoot>
    </>
  );
}

function UnderWay() {
  const inParts = useWizard().request?.inParts ?? false;
  return (
    <>
      <ScreenHead
        title="The changes are being made"
        lead={inParts ? "They run in several short steps." : "They run together: all of them, or none."}
      />
      <ScreenFoot>
        <ButtonLink href="/apply">See how far it is</ButtonLink>
      </ScreenFoot>
    </>
  );
}
