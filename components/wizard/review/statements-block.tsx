"use client";

import { type ClipboardEvent, type ReactNode, useState } from "react";
import { classNames } from "../../ui/class-names";
import { TextButton } from "../../ui/text-button";
import { digits } from "../wording";
import { foldLists } from "./fold-sql";

const SHOWN = 3;

type Sqls = readonly { sql: string }[];

/** Statements exactly as they run. Long lists and long rows of them open in place; what is copied is always whole. */
export function StatementsBlock(props: {
  statements: Sqls;
  role: string;
  onSurface?: boolean;
  /** How many to show before the rest is folded. */
  shown?: number;
}) {
  const [all, setAll] = useState(false);
  const limit = props.shown ?? SHOWN;
  const few = all || props.statements.length <= limit + 1;
  const shown = few ? props.statements : props.statements.slice(0, limit);
  return (
    <pre
      onCopy={(event) => copyWhole(event, props.statements)}
      className={classNames(
        "rounded-ctl px-3.5 py-2.5 font-mono text-code wrap-anywhere whitespace-pre-wrap text-ink",
        props.onSurface ? "bg-surface" : "bg-sunk",
      )}
    >
      <code>
        {shown.map((statement, index) => (
          // One list may hold the same statement twice (acting as an owner and back again).
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <StatementText key={index} sql={statement.sql} role={props.role} />
        ))}
      </code>
      {!few && (
        <TextButton className="text-ink-3" onClick={() => setAll(true)}>
          … {digits(props.statements.length - limit)} more statements
        </TextButton>
      )}
    </pre>
  );
}

/** The text of statements as a script holds them. */
export function sqlText(statements: Sqls): string {
  return statements.map((statement) => `${statement.sql};`).join("\n");
}

function copyWhole(event: ClipboardEvent, statements: Sqls): void {
  // Only where the selection runs over something folded: a selected word stays a word.
  if (!/… [\d,]+ more/.test(window.getSelection()?.toString() ?? "")) return;
  event.clipboardData.setData("text/plain", sqlText(statements));
  event.preventDefault();
}

function StatementText({ sql, role }: { sql: string; role: string }) {
  const [open, setOpen] = useState(false);
  const pieces = open ? [{ text: sql, fold: null }] : foldLists(sql);
  return (
    <span className="block pl-[2ch] -indent-[2ch]">
      {pieces.map((piece, index) =>
        piece.fold === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one constant text
          <span key={index}>{bold(piece.text, role)}</span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one constant text
          <TextButton key={index} className="indent-0 text-ink-3" onClick={() => setOpen(true)}>
            {" "}
            … {digits(piece.fold)} more,
          </TextButton>
        ),
      )}
      ;
    </span>
  );
}

/** The role's quoted name is the one word to find in every line. */
function bold(text: string, role: string): ReactNode {
  const name = `"${role.replaceAll('"', '""')}"`;
  return text.split(name).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one constant text
    <span key={index}>
      {index > 0 && <b className="font-[650]">{name}</b>}
      {piece}
    </span>
  ));
}
