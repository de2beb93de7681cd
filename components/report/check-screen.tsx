"use client";

import { type DragEvent, useId, useState } from "react";
import { Button } from "../ui/button";
import { classNames } from "../ui/class-names";
import { Disclosure } from "../ui/disclosure";
import { ErrorPanel } from "../ui/error-panel";
import { checkWords } from "./check-words";
import { ReportDesk } from "./report-desk";
import { type CheckState, useReportCheck } from "./use-check";

/** Whether a report that somebody showed is as it was signed. `fingerprint`: of this app's own key. */
export function CheckScreen({ fingerprint }: { fingerprint: string }) {
  const { state, check, checkFile } = useReportCheck();
  const shown = state.status === "checked" && !["changed", "not-a-report", "newer-format"].includes(state.result.state);
  return (
    <>
      <main className="report-bar mx-auto w-full max-w-[720px] px-4 pt-10 pb-12 tablet:px-8 tablet:pt-14">
        <h1 className="text-title">Is this report as it was signed?</h1>
        <p className="mt-2 text-ink-2">
          Give us the JSON file of a report. We look whether a single byte of it was changed, and keep nothing of it.
        </p>
        <Drop onFile={checkFile} />
        <Paste onText={check} />
        <div aria-live="polite" className="mt-7">
          <Outcome state={state} />
        </div>
        <p className="mt-8 text-small text-ink-2">
          This app signs with the key <span className="font-mono text-code wrap-anywhere">{fingerprint}</span>. Without
          this app: <code className="font-mono text-code">lucien-readonly report verify FILE</code>
        </p>
      </main>
      {shown && <ReportDesk text={state.text} start="The report in this file" />}
    </>
  );
}

function Drop({ onFile }: { onFile: (file: File) => void }) {
  const id = useId();
  const [over, setOver] = useState(false);
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input within is the first
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        "mt-6 rounded-panel border border-dashed px-5 py-6",
        over ? "border-ink bg-sunk" : "border-edge",
      )}
    >
      <label htmlFor={id} className="font-semibold">
        The report’s JSON file
      </label>
      <p className="mt-0.5 mb-3.5 text-small text-ink-2">Drop it here, or choose it.</p>
      <input
        id={id}
        type="file"
        accept="application/json,.json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          // The same file once more is another question.
          event.target.value = "";
        }}
        className="max-w-full rounded-ctl text-small file:mr-3 file:h-[34px] file:cursor-pointer file:rounded-ctl file:border file:border-solid file:border-edge file:bg-surface file:px-3 file:font-medium"
      />
    </div>
  );
}

function Paste({ onText }: { onText: (text: string) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  return (
    <Disclosure summary="Paste its text instead" className="mt-4">
      <label htmlFor={id} className="mt-3 mb-1.5 block text-label">
        All of the file’s text
      </label>
      <textarea
        id={id}
        rows={5}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="w-full rounded-ctl border border-edge bg-surface px-3 py-2 font-mono text-code"
      />
      {/* A clipboard often loses the last line break, which the file ends with. */}
      <Button small look="second" onClick={() => onText(text.endsWith("\n") ? text : `${text}\n`)}>
        Check the text
      </Button>
    </Disclosure>
  );
}

const LOOKS = {
  good: "border-ink",
  ask: "border-ask-line bg-ask-tint",
  bad: "border-stop-line bg-stop-tint",
} as const;

function Outcome({ state }: { state: CheckState }) {
  if (state.status === "empty") return null;
  if (state.status === "checking") return <p className="text-small text-ink-2">Checking it …</p>;
  if (state.status === "failed") return <ErrorPanel title={state.error.message} state={state.error.hint} />;
  const { kind, title, says } = checkWords(state.result);
  return (
    <div className={classNames("rounded-panel border px-5 py-[18px]", LOOKS[kind])}>
      <h2 className="font-semibold">{title}</h2>
      <p className="mt-0.5 text-small wrap-anywhere">{says}</p>
    </div>
  );
}
