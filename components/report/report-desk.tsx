"use client";

import type { ReactNode } from "react";
import { useEffect, useMemo, useState } from "react";
import { Button } from "../ui/button";
import { readFile, sha256Of } from "./read-file";
import { ReportSheet } from "./report-sheet";
import { saveMarkdown, saveReport } from "./save-report";

/** The sheet on its desk, with what can be done with it. `text`: a report's file; `start`: what stands at the left of the bar; `more`: under it. */
export function ReportDesk({ text, start, more }: { text: string; start?: ReactNode; more?: ReactNode }) {
  const file = useMemo(() => readFile(text), [text]);
  const [sha256, setSha256] = useState<string | null>(null);
  useEffect(() => {
    void sha256Of(text).then(setSha256);
  }, [text]);
  if (file === null) return null;
  return (
    <section
      aria-label="The report"
      className="report-desk flex flex-1 flex-col items-center gap-6 bg-sunk px-2.5 py-4 tablet:px-8 tablet:pt-10 tablet:pb-14"
    >
      <div className="report-bar flex w-[794px] max-w-full flex-wrap items-center gap-3 px-1.5 tablet:px-0">
        <div className="mr-auto text-small text-ink-2">
          {start ?? "It holds no password. Show it to whom you like."}
        </div>
        <Button look="second" small onClick={() => saveReport(file, text)}>
          Save as JSON
        </Button>
        <Button look="second" small onClick={() => saveMarkdown(file)}>
          Save as Markdown
        </Button>
        <Button small onClick={() => window.print()}>
          Print or save as PDF
        </Button>
      </div>
      {more && <div className="report-bar grid w-[794px] max-w-full gap-3 px-1.5 tablet:px-0">{more}</div>}
      <ReportSheet file={file} sha256={sha256} />
    </section>
  );
}
