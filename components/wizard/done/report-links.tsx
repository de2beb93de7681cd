"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { keepReport } from "../../report/kept-report";
import { readFile } from "../../report/read-file";
import { saveMarkdown, saveReport } from "../../report/save-report";
import { TextButton } from "../../ui/text-button";

/** The report: the page to print, and the two files. */
export function ReportLinks({ text }: { text: string }) {
  const file = useMemo(() => readFile(text), [text]);
  if (file === null) return null;
  return (
    <p className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-small">
      <ReadTheReport text={text}>Open the report</ReadTheReport>
      <TextButton onClick={() => saveReport(file, text)}>Save it as JSON</TextButton>
      <TextButton onClick={() => saveMarkdown(file)}>Save it as Markdown</TextButton>
    </p>
  );
}

/** Leads to the report's page in this very tab: the URL's password lives in the tab, and comes back with it. */
export function ReadTheReport({ text, children }: { text: string; children: string }) {
  const router = useRouter();
  return (
    <TextButton
      onClick={() => {
        keepReport(text);
        router.push("/report");
      }}
    >
      {children}
    </TextButton>
  );
}
