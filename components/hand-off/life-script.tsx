"use client";

import { useEffect, useRef, useState } from "react";
import { plainLifeScript, testPasswordScript } from "../../lib/lifecycle/life-script-text";
import { ScriptView } from "../connections/script-view";
import { UrlForm } from "../connections/url-form";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { makeScriptPasswords } from "../wizard/blind-password";
import type { GivenUrl } from "../wizard/connect/target-of-url";
import { type LifeRecord, scriptFor, swapTestPassword } from "./life-link";
import type { Complete } from "./life-work";
import { linkStep } from "./link-step";
import { Problem } from "./problem";
import { useAttempt } from "./use-attempt";

/** The script for psql, and "I ran it": what can be seen of that is looked at, and the rest is said as it is. */
export function LifeScript({ record, onComplete }: { record: LifeRecord; onComplete: Complete }) {
  const { script, testPassword, write } = useScript(record);
  const ran = useAttempt();
  async function finish() {
    if (record.intent !== "rotate") return onComplete(null, "script");
    await onComplete(await swapTestPassword(record, testPassword.current), "script");
  }
  const forAdmin = <WriteFor onWrite={write} />;
  return (
    <>
      {record.intent === "remove" && forAdmin}
      {script !== null && (
        <>
          <ScriptView
            script={script}
            role={record.role}
            says={record.intent === "remove" ? undefined : FOR_WHOM}
            onCopied={() => void linkStep("wait").catch(() => undefined)}
          />
          {record.intent === "pause" && (
            <Disclosure summary="Write it for an admin who is no superuser">
              <div className="mt-3 grid gap-4">{forAdmin}</div>
            </Disclosure>
          )}
          {record.intent === "rotate" && (
            <p className="text-small text-ink-2">
              Keep this page open: only this script fits, and a page that is loaded again writes another one.
            </p>
          )}
          {ran.error && <Problem error={ran.error} state={record.intent === "rotate" ? NOT_YET : undefined} />}
          <div>
            <Button look="second" busy={ran.busy} onClick={() => void ran.attempt(finish)}>
              {ran.busy ? "Telling the founder" : "I ran it"}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

/** What it takes to end sessions, or to remove a role, depends on who does it: that is looked up with their login. */
function WriteFor({ onWrite }: { onWrite: (url: GivenUrl) => Promise<void> }) {
  const { busy, error, attempt } = useAttempt();
  return (
    <UrlForm
      label="An admin's URL, to write the script for"
      hint="We read the catalog once with it and change nothing. It is not kept."
      act="Write the script"
      acting="Looking"
      look="second"
      busy={busy}
      error={error}
      onGive={async (url) => {
        await attempt(() => onWrite(url));
        return true;
      }}
    />
  );
}

const FOR_WHOM = "For a superuser, or an admin who may do this with the role. Written without a look at the server.";
const NOT_YET = "The test password does not open the login yet. Run the script to its end, then press again.";

/** The test password stays in this page's memory, and is worth nothing once it was swapped. */
function useScript(record: LifeRecord) {
  const { intent, role } = record;
  const testPassword = useRef("");
  const [script, setScript] = useState<string | null>(null);
  useEffect(() => {
    if (intent === "remove" || intent === "change") return;
    if (intent !== "rotate") return setScript(plainLifeScript(intent, role));
    let gone = false;
    void makeScriptPasswords(role).then(({ temporary, temporaryVerifier }) => {
      if (gone) return;
      testPassword.current = temporary;
      setScript(testPasswordScript(role, temporaryVerifier));
    });
    return () => {
      gone = true;
    };
  }, [intent, role]);
  return { script, testPassword, write: async (url: GivenUrl) => setScript(await scriptFor(record, url)) };
}
