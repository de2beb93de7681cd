"use client";

import { useEffect, useId, useRef, useState } from "react";
import type { AppErrorJson } from "../../../lib/errors";
import { Checkbox } from "../../ui/checkbox";
import { ErrorPanel } from "../../ui/error-panel";
import { PasswordAgain } from "../review/password-again";
import { asAppError } from "../stream";
import type { ScriptAnswer } from "../wire";
import { useWizard } from "../wizard-provider";

/** The login is there already: the script leaves its password alone, unless one says so knowing what that does. */
export function KnownLogin({ script, role }: { script: ScriptAnswer; role: string }) {
  const wizard = useWizard();
  const id = useId();
  const changes = script.statements.some((sql) => sql.includes(" PASSWORD "));
  const { asked, error, ask } = useScript();
  const on = asked ?? changes;
  return (
    <section aria-label="The login is there already" className="mt-6 max-w-[720px]">
      <p>
        <span className="font-mono text-code">{role}</span> is there already.{" "}
        {script.statements.length === 0 && "All of this is in place, so there is nothing to run. "}
        {!changes && "We do not know its password, so we cannot sign in to prove it."}
      </p>
      <div className="mt-3 flex items-start gap-2.5">
        <Checkbox id={id} state={on ? "on" : "off"} tone="ask" className="mt-[3px]" onChange={() => ask(!on)} />
        <label htmlFor={id}>Give it a new password. Whoever uses the old one is cut off when the script has run.</label>
      </div>
      {asked !== null && !wizard.hasPassword && (
        <PasswordAgain
          user={wizard.target?.user ?? "the admin"}
          why="To write the script, we look at the database once more."
          act="Write the script"
          onPassword={wizard.setPassword}
        />
      )}
      {error && (
        <div className="mt-4">
          <ErrorPanel title={error.message} state={`Nothing was changed. ${error.hint}`} detail={error.detail} />
        </div>
      )}
    </section>
  );
}

/** `asked`: what was ticked and is being written; null once the script says the same. */
function useScript() {
  const { makeScript, hasPassword } = useWizard();
  const [asked, ask] = useState<boolean | null>(null);
  const [error, setError] = useState<AppErrorJson | null>(null);
  const make = useRef(makeScript);
  make.current = makeScript;
  useEffect(() => {
    if (asked === null || !hasPassword) return;
    let gone = false;
    setError(null);
    make
      .current(asked)
      .catch((thrown: unknown) => gone || setError(asAppError(thrown)))
      .finally(() => gone || ask(null));
    return () => {
      gone = true;
    };
  }, [asked, hasPassword]);
  return { asked, error, ask };
}
