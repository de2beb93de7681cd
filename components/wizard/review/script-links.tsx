"use client";

import { useState } from "react";
import { copyText } from "../../ui/copy-button";
import { Pre } from "../../ui/disclosure";
import { TextButton } from "../../ui/text-button";
import { useToast } from "../../ui/toast";
import type { Wizard } from "../wizard.types";
import { sqlText } from "./statements-block";

/** The plan to take along: as text, as a script, and its way back. */
export function ScriptLinks({ answer }: { answer: NonNullable<Wizard["plan"]> }) {
  const [undo, setUndo] = useState(false);
  const [failed, setFailed] = useState(false);
  const say = useToast();
  const { plan, script, undoScript } = answer;
  async function copy() {
    const copied = await copyText(sqlText([...plan.statements, ...plan.afterProof]));
    setFailed(!copied);
    if (copied) say("All the SQL copied.");
  }
  return (
    <div className="mt-5 text-small text-ink-2">
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <TextButton onClick={copy}>Copy all the SQL</TextButton>
        <TextButton onClick={() => download(`${plan.role}.sql`, script)}>Download as a script</TextButton>
        <TextButton aria-expanded={undo} onClick={() => setUndo(!undo)}>
          {undo ? "Hide the undo script" : "See the undo script"}
        </TextButton>
        <span>The undo script is kept with the report.</span>
      </div>
      {failed && (
        <p role="alert" className="mt-2 text-stop">
          This browser does not let us copy. Download the script instead.
        </p>
      )}
      {undo && <Pre>{undoScript}</Pre>}
    </div>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/sql" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replace(/[^\w.-]/g, "_");
  link.click();
  URL.revokeObjectURL(url);
}
