"use client";

import { type ReactNode, useId, useState } from "react";
import { PageHead } from "../shell/page";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { CopyButton } from "../ui/copy-button";
import { saveFile } from "../ui/save-file";

/** The recovery code, shown once and never skipped: without it a lost browser loses what waits for it. */
export function RecoveryStep(props: {
  code: string;
  fragile: boolean;
  busy: boolean;
  /** What the button does once it is kept, and while it does. */
  act: readonly [label: string, busy: string];
  onKept: () => void;
  /** What went wrong after it was kept. */
  children?: ReactNode;
}) {
  const [kept, setKept] = useState(false);
  const id = useId();
  return (
    <section className="max-w-[720px]">
      <PageHead
        title="Keep this code somewhere else"
        lead="Lucien’s password will be in this browser alone. If the browser is lost, this code opens it on another one. We show the code once and cannot look it up."
      />
      <div className="mt-7 rounded-panel border-2 border-ink bg-surface px-4 py-5 tablet:px-5">
        <p className="text-label text-ink-2">Recovery code for Read-only access for Lucien</p>
        <p className="mt-2 font-mono text-[17px] leading-[1.7] font-medium tracking-[0.04em] wrap-anywhere tablet:text-[19px]">
          {props.code}
        </p>
        <div className="mt-4 flex flex-wrap gap-3 print:hidden">
          <CopyButton small label="Copy the code" text={() => props.code} />
          <Button look="second" small onClick={() => window.print()}>
            Print it
          </Button>
          <Button look="second" small onClick={() => saveCode(props.code)}>
            Save as a file
          </Button>
        </div>
      </div>
      <p className="mt-3 text-small text-ink-2">
        A password manager or a sheet of paper is a good place. Not the message to your engineer.
      </p>
      {props.fragile && (
        <p className="mt-3 text-small text-ink-2">
          This browser empties its storage after seven days without a visit, so you may well need it.
        </p>
      )}
      <div className="mt-6 flex items-start gap-2.5 print:hidden">
        <Checkbox id={id} state={kept ? "on" : "off"} tone="ask" className="mt-[3px]" onChange={() => setKept(!kept)} />
        <label htmlFor={id}>I have kept it where I find it again</label>
      </div>
      {props.children && <div className="mt-6">{props.children}</div>}
      <div className="mt-6 flex flex-wrap items-center gap-4 print:hidden">
        <Button notYet={!kept} busy={props.busy} reasonId={`${id}-reason`} onClick={props.onKept}>
          {props.act[props.busy ? 1 : 0]}
        </Button>
        {!kept && (
          <span id={`${id}-reason`} className="text-small text-ink-2">
            Tick that you have kept it
          </span>
        )}
      </div>
    </section>
  );
}

function saveCode(code: string): void {
  const text = `Recovery code for Read-only access for Lucien\n${window.location.origin}\n\n${code}\n`;
  saveFile("lucien-recovery-code.txt", text, "text/plain");
}
