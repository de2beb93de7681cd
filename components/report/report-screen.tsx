"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { ButtonLink } from "../ui/button";
import { TextButton } from "../ui/text-button";
import { useWizard } from "../wizard/wizard-provider";
import { checkWords } from "./check-words";
import { keptReport } from "./kept-report";
import { readFile } from "./read-file";
import { ReportDesk } from "./report-desk";
import { SharePanel } from "./share-panel";
import { useReportCheck } from "./use-check";

/** The report that this tab holds. */
export function ReportScreen({ mayShare }: { mayShare: boolean }) {
  const router = useRouter();
  const { run } = useWizard();
  const [text, setText] = useState<string | null | undefined>(undefined);
  const { state, check } = useReportCheck();
  const checkOnce = useEffectEvent((kept: string) => void check(kept));
  useEffect(() => {
    const kept = keptReport();
    setText(kept);
    if (kept !== null) checkOnce(kept);
  }, []);
  if (text === undefined) return null;
  if (text === null) return <NoReport />;
  const start = run.result ? (
    <Link className="link" href="/done">
      Back to the URL
    </Link>
  ) : (
    <TextButton onClick={() => router.back()}>Back</TextButton>
  );
  const checked = state.status === "checked" ? checkWords(state.result) : null;
  return (
    <main className="flex flex-1 flex-col">
      <ReportDesk
        text={text}
        start={start}
        more={
          <>
            <p aria-live="polite" className="min-h-5 text-small text-ink-2">
              {checked && (
                <span className={checked.kind === "bad" ? "text-stop" : ""}>
                  {checked.title}. {checked.says}
                </span>
              )}
            </p>
            {mayShare && <SharePanel text={text} database={readFile(text)?.report.server.database ?? ""} />}
          </>
        }
      />
    </main>
  );
}

function NoReport() {
  return (
    <main className="mx-auto w-full max-w-[640px] flex-1 px-4 py-14 tablet:px-8">
      <h1 className="text-title">No report in this tab</h1>
      <p className="mt-2 mb-5 text-ink-2">
        A report stays in the tab that made it, until the job is finished. If you saved its JSON file, open that.
      </p>
      <ButtonLink href="/report/check">Open a saved report</ButtonLink>
    </main>
  );
}
