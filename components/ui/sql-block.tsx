"use client";

import { type ReactNode, useState } from "react";
import { classNames } from "./class-names";

/** SQL as it runs. The role's name is bold, comments are quiet; long text folds to a few lines and opens in place. */
export function SqlBlock(props: { sql: string; bold?: string; lines?: number; onSurface?: boolean }) {
  const [open, setOpen] = useState(false);
  const lines = props.sql.split("\n");
  const limit = props.lines ?? 12;
  // One more line than the limit is shown whole: a fold that hides one line helps nobody.
  const folded = !open && lines.length > limit + 1;
  const shown = folded ? lines.slice(0, limit) : lines;
  return (
    <pre
      className={classNames(
        "rounded-ctl px-3.5 py-2.5 font-mono text-code wrap-anywhere whitespace-pre-wrap text-ink",
        props.onSurface ? "bg-surface" : "bg-sunk",
      )}
    >
      <code>
        {shown.map((line, index) => (
          // The lines of one block never change places.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Line key={index} text={line} bold={props.bold} last={index === shown.length - 1 && !folded} />
        ))}
      </code>
      {folded && (
        <button type="button" className="link text-ink-3" onClick={() => setOpen(true)}>
          … {lines.length - limit} more lines
        </button>
      )}
    </pre>
  );
}

function Line({ text, bold, last }: { text: string; bold: string | undefined; last: boolean }) {
  const quiet = text.trimStart().startsWith("--");
  return (
    <>
      <span className={quiet ? "text-ink-3" : undefined}>{quiet || !bold ? text : emphasise(text, bold)}</span>
      {!last && "\n"}
    </>
  );
}

function emphasise(text: string, name: string): ReactNode {
  return text.split(name).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one constant line
    <span key={index}>
      {index > 0 && <b className="font-[650]">{name}</b>}
      {piece}
    </span>
  ));
}
