"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-button";
import { Pre } from "../../ui/disclosure";
import { saveFile } from "../../ui/save-file";
import { SqlBlock } from "../../ui/sql-block";
import { TextButton } from "../../ui/text-button";
import { failureOf, RunFailure } from "../prove/run-failure";
import { ScreenFoot, ScreenHead } from "../shell/frames";
import type { ScriptAnswer } from "../wire";
import { useWizard } from "../wizard-provider";
import { counted } from "../wording";
import { KnownLogin } from "./known-login";

/** The script to take along, how to run it, and the button that proves it afterwards. */
export function RunTheScript({ script }: { script: ScriptAnswer }) {
  const wizard = useWizard();
  const noteId = useId();
  const { status, events } = wizard.run;
  const failed = failureOf(events);
  const signingIn = status === "running";
  useOnward(events.some((event) => event.type === "verify.signed-in"));
  const role = wizard.request?.role ?? "";
  const reason = hasTestPassword(script) ? null : "We cannot sign in without a new password";
  return (
    <>
      <ScreenHead
        title="Run the SQL yourself"
        lead="You run the SQL in psql or a migration. No further credential reaches this app. Then we sign in as the new login and prove it."
      />
      {script.outcome !== "create" && <KnownLogin script={script} role={role} />}
      {script.statements.length > 0 && <Steps script={script} role={role} />}
      {failed && !signingIn && (
        <div className="mt-6 max-w-[720px]">
          <RunFailure failed={failed} onScript />
        </div>
      )}
      <ScreenFoot
        back="/review"
        note={reason ?? (signingIn ? "We try up to three times" : "Press it once the script has run")}
        noteId={noteId}
      >
        <Button busy={signingIn} notYet={reason !== null} reasonId={noteId} onClick={wizard.finishScript}>
          {signingIn ? `Signing in as ${role}` : "I ran it, prove it"}
        </Button>
      </ScreenFoot>
    </>
  );
}

/** Only a login that the script makes, or gives a new password, opens with the password that this page holds. */
function hasTestPassword({ statements }: ScriptAnswer): boolean {
  return statements.some((sql) => / PASSWORD 'SCRAM-SHA-256\$/.test(sql));
}

/** From the sign-in on, the wall tells. A failure before it is told here, where the script is. */
function useOnward(signedIn: boolean): void {
  const router = useRouter();
  const [before] = useState(signedIn);
  useEffect(() => {
    if (signedIn && !before) router.push("/verify");
  }, [signedIn, before, router]);
}

function Steps({ script, role }: { script: ScriptAnswer; role: string }) {
  const { target, look } = useWizard();
  const [undo, setUndo] = useState(false);
  const file = `${role}.sql`.replace(/[^\w.-]/g, "_");
  const line = `psql -X -f ${file} 'your admin connection'`;
  return (
    <ol className="mt-6 border-t border-line-2">
      <Step number={1} title="Take the script" says="It is one transaction: all of it, or nothing. It holds no secret.">
        <SqlBlock sql={script.script.trimEnd()} bold={`"${role.replaceAll('"', '""')}"`} lines={14} />
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <Button look="second" small onClick={() => saveFile(file, script.script, "application/sql")}>
            Download the script
          </Button>
          <CopyButton look="second" small label="Copy the script" text={() => script.script} done="Script copied." />
          <span className="text-small text-ink-2">{counted(script.statements.length, "statement")}</span>
        </div>
        <TextButton className="mt-3 text-small" aria-expanded={undo} onClick={() => setUndo(!undo)}>
          {undo ? "Hide the undo script" : "See the undo script"}
        </TextButton>
        {undo && <Pre>{script.undoScript}</Pre>}
      </Step>
      <Step
        number={2}
        title="Run it"
        says={
          <>
            In the database <Name>{target?.database}</Name> on <Name>{target?.host}</Name>, as{" "}
            <Name>{look?.admin.name}</Name>: it is written for what that login may do. In a migration, leave out the
            line that begins with a backslash, which is for psql, and BEGIN and COMMIT where the tool has its own.
          </>
        }
      >
        <Pre>{line}</Pre>
        <CopyButton className="mt-2" look="second" small label="Copy the line" text={() => line} done="Line copied." />
      </Step>
      <Step
        number={3}
        title="Come back to this page"
        says="The script gives the login a test password that only this page knows. We sign in with it, prove the login, and the login then takes Lucien’s own password, which is only here, too. Keep this page open: if it is loaded again, the script has to be made again."
      />
    </ol>
  );
}

function Name({ children }: { children: ReactNode }) {
  return <span className="font-mono text-code wrap-anywhere">{children}</span>;
}

function Step(props: { number: number; title: string; says: ReactNode; children?: ReactNode }) {
  return (
    <li className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-2 border-b border-line py-4 tablet:grid-cols-[28px_minmax(0,4fr)_minmax(0,6fr)] tablet:gap-x-6">
      <span aria-hidden="true" className="text-[14px] leading-6 font-medium text-ink-3 tabular-nums">
        {props.number}
      </span>
      <div className={props.children ? undefined : "tablet:col-[2/-1]"}>
        <h2 className="text-body font-semibold">{props.title}</h2>
        <p className="mt-0.5 max-w-[70ch] text-small text-ink-2">{props.says}</p>
      </div>
      {props.children && <div className="col-[1/-1] mt-3 min-w-0 tablet:col-[3] tablet:mt-0">{props.children}</div>}
    </li>
  );
}
