"use client";

import { useEffect, useState } from "react";
import type { AppErrorJson } from "../../lib/errors.ts";
import { openSharedReport } from "../../lib/report/share.ts";
import { ErrorPanel } from "../ui/error-panel";
import { asAppError, postJson } from "../wizard/stream";
import type { ReportCheck } from "./check.types";
import { checkWords } from "./check-words";
import { ReportDesk } from "./report-desk";

type Shown = { text: string; check: ReportCheck };

/** The report of a link, opened here with the key of the link's fragment, and checked. */
export function SharedScreen({ id }: { id: string }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<AppErrorJson | null>(null);
  useEffect(() => {
    load(id, location.hash.slice(1)).then(setShown, (thrown) => setError(asAppError(thrown)));
  }, [id]);
  if (error) {
    return (
      <main className="mx-auto w-full max-w-[640px] px-4 py-14 tablet:px-8">
        <h1 className="mb-5 text-title">No report here</h1>
        <ErrorPanel title={error.message} state={error.hint} />
      </main>
    );
  }
  if (!shown) return <main className="flex-1 p-8 text-small text-ink-2">Opening the report …</main>;
  return (
    <main className="flex flex-1 flex-col">
      <ReportDesk text={shown.text} start={checkWords(shown.check).title} />
    </main>
  );
}

async function load(id: string, key: string): Promise<Shown> {
  const { box } = await postJson<{ box: string }>(`/r/${encodeURIComponent(id)}/box`, {});
  const text = await openSharedReport(id, box, key);
  if (text === null) throw INCOMPLETE;
  return { text, check: await postJson<ReportCheck>("/report/check/file", { text }) };
}

const INCOMPLETE: AppErrorJson = {
  code: "usage.share-key",
  message: "Part of the link is missing.",
  hint: "Paste the whole link, with everything behind the # sign.",
  detail: null,
  sqlstate: null,
  field: null,
};
