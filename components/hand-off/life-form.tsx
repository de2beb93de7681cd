"use client";

import { useState } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { LeftList } from "../connections/left-list";
import { UrlForm } from "../connections/url-form";
import { Button } from "../ui/button";
import { SqlBlock } from "../ui/sql-block";
import type { GivenUrl } from "../wizard/connect/target-of-url";
import { errorJson } from "./ask";
import { INTENT_WORDS } from "./intent-words";
import { type LifeRecord, runLife, scriptFor } from "./life-link";
import type { Complete } from "./life-work";
import { Problem } from "./problem";
import type { LifeAnswer } from "./view.types";

/** Signs in as an admin: first the exact SQL, then, at a second press, the act; then it is handed over by itself. */
export function LifeForm({ record, onComplete }: { record: LifeRecord; onComplete: Complete }) {
  const work = useLifeForm(record, onComplete);
  const { script, made, busy } = work;
  const { act, acting } = INTENT_WORDS[record.intent];
  const rotates = record.intent === "rotate";
  // Only what could not be removed can be tried once more: all else is done.
  const open = made === null || made.outcome === "left";
  return (
    <>
      {script !== null && script !== SHOWN && made === null && (
        <div aria-live="polite" className="grid gap-2">
          <p className="text-small text-ink-2">Exactly this, as this admin. Nothing has run yet.</p>
          <SqlBlock sql={script} bold={record.role} lines={40} />
        </div>
      )}
      {open && (
        <UrlForm
          label={rotates ? "An admin's URL, or the login's old one" : "An admin's URL"}
          hint={`Of the server at ${record.login.host}. Used once, and not kept.`}
          act={script === null ? "Show what will run" : act}
          acting={script === null ? "Looking" : acting}
          look={record.intent === "remove" && script !== null ? "stop" : undefined}
          busy={busy}
          error={work.error}
          stands={made === null ? "Nothing was changed." : undefined}
          onGive={script === null ? work.look : work.run}
        />
      )}
      {made?.outcome === "left" && <LeftList left={made.left} role={record.role} />}
      {!open && work.error && <Problem error={work.error} state="It is done; only the founder does not know yet." />}
      {made !== null && (
        <div>
          <Button look={open ? "second" : "primary"} busy={busy} onClick={() => void work.handOver(made)}>
            {busy ? "Handing it over" : open ? "Hand it over as it is" : "Hand it over again"}
          </Button>
        </div>
      )}
    </>
  );
}

/** One statement, the same for every admin: it stands above already. */
const SHOWN = "";

function useLifeForm(record: LifeRecord, onComplete: Complete) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorJson | null>(null);
  const [script, setScript] = useState<string | null>(record.intent === "rotate" ? SHOWN : null);
  const [made, setMade] = useState<LifeAnswer | null>(null);

  /** Whether it went well. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      setError(errorJson(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return {
    ...{ busy, error, script, made },
    /** Keeps the URL in its field for the press that follows. */
    async look(url: GivenUrl) {
      await attempt(async () => setScript(await scriptFor(record, url)));
      return false;
    },
    run: (url: GivenUrl) =>
      attempt(async () => {
        const answer = await runLife(record, url);
        setMade(answer);
        if (answer.outcome !== "left") await onComplete(answer, "form");
      }),
    handOver: (answer: LifeAnswer) => attempt(() => onComplete(answer, "form")),
  };
}
