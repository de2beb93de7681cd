"use client";

import { useId, useState } from "react";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { type Fact, Facts } from "../ui/facts";
import { loginTested } from "../wizard/prove/ending";
import { counted, digits } from "../wizard/wording";
import type { Collected, HandOffWay } from "./view.types";

/** "This is your database": what came back, to look at before there is a URL. Another host needs a yes of its own. */
export function ResultCard({ collected, busy, onYes }: { collected: Collected; busy: boolean; onYes: () => void }) {
  const { result, otherHost, namedHost } = collected;
  // About a login that is listed: its server is known, and there is no URL to come.
  const changes = result.intent === "change";
  const [other, setOther] = useState(false);
  const reasonId = useId();
  const waits = otherHost && !other;
  return (
    <section
      aria-labelledby={`${reasonId}-title`}
      className="max-w-[760px] rounded-panel border-2 border-ink bg-surface"
    >
      <h2 id={`${reasonId}-title`} className="border-b border-line px-4 py-3.5 text-head tablet:px-5">
        {changes ? "What Lucien may see now" : "Is this your database?"}
      </h2>
      <div className="px-4 pt-2 pb-5 tablet:px-5">
        <Facts facts={factsOf(collected)} />
        {otherHost && (
          <div className="mt-5 rounded-panel border border-ask-line bg-ask-tint px-4 py-4">
            <p className="text-label font-semibold text-ask">Needs your yes</p>
            <p className="mt-1">
              You named <Host name={namedHost ?? ""} />. They worked on <Host name={result.host} />. A login on a server
              that is not yours would show Lucien somebody else’s data.
            </p>
            <div className="mt-3 flex items-start gap-2.5">
              <Checkbox
                id={`${reasonId}-other`}
                state={other ? "on" : "off"}
                tone="ask"
                className="mt-[3px]"
                onChange={() => setOther(!other)}
              />
              <label htmlFor={`${reasonId}-other`} className="font-medium wrap-anywhere">
                Yes, {result.host} is our database too
              </label>
            </div>
          </div>
        )}
        <div className="mt-5 flex flex-wrap items-center gap-4">
          <Button notYet={waits} busy={busy} reasonId={reasonId} onClick={onYes} className="max-tablet:w-full">
            {changes ? "I have seen it" : "Yes, this is our database"}
          </Button>
          <span id={reasonId} className="text-small text-ink-2">
            {waits
              ? "The other host needs a yes first"
              : changes
                ? KEPT
                : "Not sure? Ask your engineer before you go on."}
          </span>
        </div>
      </div>
    </section>
  );
}

const KEPT = "Its password is the one it had. Then we delete the rest of this job.";

function Host({ name }: { name: string }) {
  return <span className="font-mono text-code wrap-anywhere">{name}</span>;
}

function factsOf({ result, report, namedHost }: Collected): Fact[] {
  const { verification } = report.run;
  const { readable, relations } = verification.coverage;
  const names = readByName(verification, readable);
  const named = { term: "The host you named", value: namedHost ?? "none", code: namedHost !== null };
  return [
    { term: "Server", value: `${result.host}:${result.port}`, code: true },
    // Of a login that is listed nobody named it: it is where that stands.
    ...(result.intent === "change" ? [] : [named]),
    { term: "Database", value: result.database, code: true },
    { term: "Login", value: result.role, code: true },
    { term: "What Lucien can read", value: `${digits(readable)} of ${counted(relations, "table")}` },
    ...(names === null ? [] : [{ term: "By name", value: names, code: true }]),
    { term: "What we found", value: VERDICTS[verification.verdict] },
    { term: "How it was tested", value: loginTested(verification) ? "signed in as Lucien" : "without signing in" },
    { term: "Signed by this app", value: report.run.report === null ? "no: it is what their browser told" : "yes" },
    { term: "Your engineer", value: WAYS[result.way] },
  ];
}

/** So many tables by name: enough to know one's own database by. */
const NAMED = 12;

/** The tables that were read at the proof; null where none was. */
function readByName({ probes }: Collected["report"]["run"]["verification"], readable: number): string | null {
  const read = probes.filter(({ action, object, sqlstate }) => action === "select" && object && sqlstate === "00000");
  const names = [...new Set(read.map(({ object }) => `${object?.schema}.${object?.name}`))].sort().slice(0, NAMED);
  if (names.length === 0) return null;
  return `${names.join(", ")}${readable > names.length ? ` and ${digits(readable - names.length)} more` : ""}`;
}

const VERDICTS = {
  "read-only": "it can change nothing",
  "can-write": "it can still change something",
  inconclusive: "we could not be sure",
} as const;

const WAYS: Record<HandOffWay, string> = {
  form: "used the form",
  script: "ran the SQL themselves",
  "own-login": "gave a login that was there",
};
