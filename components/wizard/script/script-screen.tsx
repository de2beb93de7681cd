"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import type { AppErrorJson } from "../../../lib/errors";
import { Button, ButtonLink } from "../../ui/button";
import { ErrorPanel } from "../../ui/error-panel";
import { Icon } from "../../ui/icon";
import { PasswordAgain } from "../review/password-again";
import { ScreenFoot, ScreenHead } from "../shell/frames";
import { asAppError } from "../stream";
import { useWizard } from "../wizard-provider";
import { RunTheScript } from "./run-the-script";

/** Run it yourself: the script, and the way back once it was run. After a run, what there is to see. */
export function ScriptScreen() {
  const { run, script } = useWizard();
  if (run.status === "done") return <Over />;
  return script ? <RunTheScript script={script} /> : <Writing />;
}

const LEAD =
  "You run the SQL in psql or a migration. No further credential reaches this app. Then we sign in as the new login and prove it.";

/** There is no script for this page's passwords yet: it is made at once, or the admin password is asked for first. */
function Writing() {
  const wizard = useWizard();
  const { hasPassword, scriptMade, target } = wizard;
  const { error, retry } = useFirstScript();
  return (
    <>
      <ScreenHead title="Run the SQL yourself" lead={LEAD} />
      <div className="mt-6 max-w-[640px]">
        {scriptMade && (
          <p className="mb-4">
            The page was loaded again, and the test password of the last script was only in its memory. The script has
            to be made again.
          </p>
        )}
        {error ? (
          <ErrorPanel title={error.message} state={`Nothing was changed. ${error.hint}`} detail={error.detail}>
            <Button small onClick={retry}>
              Write the script again
            </Button>
          </ErrorPanel>
        ) : hasPassword ? (
          <Working>We look at the database and write the script. Nothing is changed.</Working>
        ) : (
          <PasswordAgain
            user={target?.user ?? "the admin"}
            why="To write the script, we look at the database once more."
            act="Write the script"
            onPassword={wizard.setPassword}
          />
        )}
      </div>
      <ScreenFoot back="/review">{null}</ScreenFoot>
    </>
  );
}

function useFirstScript() {
  const { hasPassword, makeScript, passwordFate } = useWizard();
  const [error, setError] = useState<AppErrorJson | null>(null);
  const make = useRef(makeScript);
  make.current = makeScript;
  const asked = useRef(false);
  useEffect(() => {
    if (!hasPassword || error !== null || asked.current) return;
    asked.current = true;
    make
      .current(passwordFate === "new")
      .catch((thrown: unknown) => setError(asAppError(thrown)))
      .finally(() => {
        asked.current = false;
      });
  }, [hasPassword, error, passwordFate]);
  return { error, retry: () => setError(null) };
}

function Working({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="flex items-center gap-2.5 text-lead text-ink-2">
      <Icon name="running" className="motion-safe:animate-spin" />
      {children}
    </p>
  );
}

function Over() {
  return (
    <>
      <ScreenHead title="The script is run, and the proof is done" />
      <ScreenFoot back="/review">
        <ButtonLink href="/verify">See the proof</ButtonLink>
      </ScreenFoot>
    </>
  );
}
