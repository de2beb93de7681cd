"use client";

import { useState } from "react";
import { copyText } from "../../ui/copy-button";
import { Pre } from "../../ui/disclosure";
import { saveFile } from "../../ui/save-file";
import { TextButton } from "../../ui/text-button";
import { useToast } from "../../ui/toast";
import type { Wizard } from "../wizard.types";
import { sqlText } from "./statements-block";

/** The plan to take along, and its way back. As a script only where "Run it yourself", which writes its own, is not. */
export function ScriptLinks({ answer, scriptWay }: { answer: NonNullable<Wizard["plan"]>; scriptWay: boolean }) {
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
        {!scriptWay && (
          <TextButton onClick={() => saveFile(`${plan.role}.sql`, script, "application/sql")}>
            Download as a script
          </TextButton>
        )}
        <TextButton aria-expanded={undo} onClick={() => setUndo(!undo)}>
          {undo ? "Hide the undo script" : "See the undo script"}
        </TextButton>
        {plan.undo.length > 0 && <span>The last screen has the undo script, too.</span>}
      </div>
      {failed && (
        <p role="alert" className="mt-2 text-stop">
          This browser does not let us copy. Take the script instead.
        </p>
      )}
      {undo && <Pre>{undoScript}</Pre>}
    </div>
  );
}
