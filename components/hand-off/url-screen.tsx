"use client";

import { type ReactNode, useMemo, useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Facts } from "../ui/facts";
import { saveFile } from "../ui/save-file";
import { TextButton } from "../ui/text-button";
import { copyFormats } from "../wizard/connection-forms";
import { ClientNotes } from "../wizard/done/client-notes";
import { Evidence } from "../wizard/done/evidence";
import { GuardedUrl } from "../wizard/done/guarded-url";
import { ReportLinks } from "../wizard/done/report-links";
import { ThingsLeft } from "../wizard/done/things-left";
import { verdictLead, verdictTitle } from "../wizard/done/verdict-words";
import { endingOf } from "../wizard/prove/ending";
import { ScreenFoot } from "../wizard/shell/frames";
import { counted, digits } from "../wizard/wording";
import type { Collected } from "./view.types";

/** The last screen: the verdict, the URL, what is left to do, and "I have pasted it into Lucien". */
export function UrlScreen(props: {
  collected: Collected;
  busy: boolean;
  onFinish: () => void;
  /** What went wrong at the end. */
  children?: ReactNode;
}) {
  const { result, report } = props.collected;
  const formats = useMemo(() => copyFormats(result, props.collected.password), [result, props.collected]);
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  const run = { ...report.run, sealedPassword: null, adminAdvice: null };
  const finish = () => (copied ? props.onFinish() : setAsking(true));
  return (
    <>
      <header>
        <h1 className="text-display text-balance">{verdictTitle(run)}</h1>
        <p className="mt-3 max-w-[70ch] text-lead text-pretty text-ink-2">{lead(props.collected)}</p>
      </header>
      <div className="mt-8 grid items-start gap-9 tablet:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)] tablet:gap-10 wide:gap-[72px]">
        <div className="min-w-0">
          <GuardedUrl result={run} formats={formats} note={fateOf(result).note} onCopied={() => setCopied(true)} />
          <ClientNotes address={result} caPem={null} />
          <ThingsLeft result={run} />
          {report.engineerNote !== "" && (
            <section aria-labelledby="their-note">
              <h2 id="their-note" className="mt-10 mb-2.5 text-head">
                Your engineer wrote
              </h2>
              <p className="border-l-2 border-line-2 py-0.5 pl-3.5 whitespace-pre-line text-ink-2 wrap-anywhere">
                {report.engineerNote}
              </p>
            </section>
          )}
          <Evidence result={run} />
        </div>
        <Numbers collected={props.collected} />
      </div>
      {props.children}
      <ScreenFoot start="Pasted it? Then we delete the rest of this job.">
        <Button look="second" busy={props.busy} onClick={finish}>
          I have pasted it into Lucien
        </Button>
      </ScreenFoot>
      <Dialog
        open={asking}
        title="Finish without copying the URL?"
        keep="Keep this page"
        act="Finish without it"
        onKeep={() => setAsking(false)}
        onAct={props.onFinish}
      >
        When you finish, the password is deleted here and on the server. Nobody can look it up after that.
      </Dialog>
    </>
  );
}

/** Who made the password and who had it: which of the three ways, and whether the host took a fingerprint. */
function fateOf({ way, passwordMode }: Collected["result"]): { note: string; knows: string } {
  if (way === "own-login") {
    const note = "Your engineer’s browser sealed it so that only this one can open it.";
    return { note, knows: "this browser, and whoever had it before" };
  }
  if (passwordMode === "sealed") {
    const note = "Our server had to make it, because your host takes no fingerprint. Only this browser can open it.";
    return { note, knows: "this browser; our server while it worked" };
  }
  return { note: "Made in this browser. We cannot look it up for you.", knows: "this browser" };
}

function lead({ result, report }: Collected): string {
  const { probes } = report.run.verification;
  const tried = probes.filter(({ expected }) => expected !== "00000");
  const refused = tried.filter(({ result: answer }) => answer === "denied").length;
  const verdict = report.run.verification.verdict;
  if (verdict !== "read-only") return verdictLead(report.run, { tried: tried.length, refused, ways: 0, waysShut: 0 });
  const note = endingOf(report.run.verification, 0, 0).note;
  const says = `We sent ${counted(tried.length, "statement")} that would change something, and ${result.host} refused ${refused === tried.length ? "every one" : digits(refused)}.`;
  return [tried.length === 0 ? "" : says, note].filter((text) => text !== "").join(" ");
}

function Numbers({ collected }: { collected: Collected }) {
  const { result, report } = collected;
  const { coverage } = report.run.verification;
  return (
    <aside aria-labelledby="numbers">
      <h2 id="numbers" className="mb-3 text-head">
        What Lucien sees
      </h2>
      <Facts
        className="border-t border-line"
        facts={[
          { term: "Tables it can read", value: `${digits(coverage.readable)} of ${digits(coverage.relations)}` },
          { term: "Server", value: result.host, code: true },
          { term: "Database", value: result.database, code: true },
          { term: "Who knows the password", value: fateOf(result).knows },
        ]}
      />
      {report.run.report !== null ? (
        <ReportLinks text={report.run.report} />
      ) : (
        <p className="mt-4 text-small">
          <TextButton onClick={() => saveVerdict(collected)}>Save the verdict as JSON</TextButton>
        </p>
      )}
    </aside>
  );
}

function saveVerdict({ result, report }: Collected): void {
  const text = `${JSON.stringify(report.run.verification, null, 2)}\n`;
  saveFile(`${result.role}-verification.json`, text, "application/json");
}
