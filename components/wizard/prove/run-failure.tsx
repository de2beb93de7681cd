"use client";

import { ButtonLink } from "../../ui/button";
import { ErrorPanel } from "../../ui/error-panel";
import type { RunEvent } from "../wire";
import { useWizard } from "../wizard-provider";

type Failed = Extract<RunEvent, { type: "failed" }>;

/** What happened, what state things are in now, and the one way on. */
export function RunFailure({ failed, onScript = false }: { failed: Failed; onScript?: boolean }) {
  const { passwordFate } = useWizard();
  const { error, stands } = failed;
  const replaced = stands === "role" && passwordFate === "new" && error.code !== "change.rekey";
  const detail = [error.detail, error.sqlstate && `SQLSTATE ${error.sqlstate}`, error.code].filter(Boolean).join("\n");
  return (
    <ErrorPanel
      title={error.message}
      state={[STANDS[stands], replaced && REPLACED, error.hint].filter(Boolean).join(" ")}
      detail={detail}
    >
      {!onScript && (
        <ButtonLink small href={stands === "script" ? "/script" : "/review"}>
          {stands === "script" ? "Go back to the script" : "Go back to the review"}
        </ButtonLink>
      )}
    </ErrorPanel>
  );
}

const STANDS: Record<Failed["stands"], string> = {
  nothing: "Nothing was changed: your database is as it was.",
  "role-without-password": "The login is made, but nobody can sign in with it. Your data is as it was.",
  script: "We changed nothing: all is as your script left it.",
  role: "The login is there, but the proof is not finished. Your data is as it was.",
};

const REPLACED = "Its password may be a new one already, which is lost with this run. Make another one.";

/** The event that ended a run badly, or null. */
export function failureOf(events: readonly RunEvent[]): Failed | null {
  return events.findLast((event): event is Failed => event.type === "failed") ?? null;
}
