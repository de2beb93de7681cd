"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { ButtonLink } from "../ui/button";
import { useWizard } from "../wizard/wizard-provider";
import { keptReport } from "./kept-report";
import { ReportDesk } from "./report-desk";
import { SharePanel } from "./share-panel";

/** The report that this tab holds. */
export function ReportScreen({ mayShare }: { mayShare: boolean }) {
  const { run } = useWizard();
  const [text, setText] = useState<string | null | undefined>(undefined);
  useEffect(() => setText(keptReport()), []);
  if (text === undefined) return null;
  if (text === null) return <NoReport />;
  const start = run.result && (
    <Link className="link" href="/done">
      Back to the URL
    </Link>
  );
  return (
    <main className="flex flex-1 flex-col">
      <ReportDesk text={text} start={start} more={mayShare && <SharePanel text={text} />} />
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
