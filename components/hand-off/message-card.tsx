"use client";

import { type ReactNode, useState } from "react";
import { classNames } from "../ui/class-names";
import { CopyButton } from "../ui/copy-button";
import { TextArea } from "../ui/text-area";
import { TextButton } from "../ui/text-button";

/** The message with the link in it: to copy, to open in the mail program, to change. */
export function MessageCard(props: { text: string; url: string; onCopied?: () => void }) {
  const [own, setOwn] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const text = own ?? props.text;
  const copy = <CopyMessage text={text} onCopied={props.onCopied} />;
  return (
    <section aria-label="The message">
      <Card head="The message, ready to send" action={copy}>
        {editing ? <Editor text={text} onChange={setOwn} /> : <Paragraphs text={text} url={props.url} />}
      </Card>
      {!text.includes(props.url) && (
        <p role="alert" className="mt-3 text-small text-stop">
          The link is no longer whole in the message. Put it back, or copy only the link.
        </p>
      )}
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <CopyButton look="second" small label="Copy only the link" text={() => props.url} onCopied={props.onCopied} />
        <a href={mailto(text)} className={MAIL} onClick={props.onCopied}>
          Open in e-mail
        </a>
        <TextButton className="text-small text-ink-2" onClick={() => setEditing(!editing)}>
          {editing ? "Done editing" : "Edit the message"}
        </TextButton>
        {own !== null && own !== props.text && (
          <TextButton className="text-small text-ink-2" onClick={() => setOwn(null)}>
            Take our words again
          </TextButton>
        )}
      </div>
      <p className="mt-5 max-w-[52ch] text-small text-ink-2">
        The part after # never reaches a server. Link previews in chat and mail cannot open or use up the link.
      </p>
    </section>
  );
}

function CopyMessage({ text, onCopied }: { text: string; onCopied: (() => void) | undefined }) {
  const done = "Message copied. Send it to your engineer.";
  return <CopyButton small label="Copy message" text={() => text} done={done} onCopied={onCopied} />;
}

/** The same card before there is a link: what will be said, so that nobody has to guess. */
export function MessagePreview({ text, placeholder }: { text: string; placeholder: string }) {
  return (
    <section aria-label="The message, as it will be">
      <Card head="The message, as it will be">
        <Paragraphs text={text} url={placeholder} pending />
      </Card>
      <p className="mt-5 max-w-[52ch] text-small text-ink-2">
        You can copy it when the link is made. The part after # never reaches a server.
      </p>
    </section>
  );
}

const MAIL =
  "inline-flex h-[34px] items-center rounded-ctl border border-edge bg-surface px-3 text-[14px] leading-none font-medium text-ink hover:border-ink";

function Card({ head, action, children }: { head: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="rounded-panel border border-line-2 bg-surface">
      <div className="flex min-h-[55px] items-center justify-between gap-3 border-b border-line py-2.5 pr-3 pl-[18px] text-small text-ink-2">
        <h2>{head}</h2>
        {action}
      </div>
      <div className="px-[18px] py-4">{children}</div>
    </div>
  );
}

function Paragraphs({ text, url, pending }: { text: string; url: string; pending?: boolean }) {
  return (
    <div className="grid gap-2.5 text-[15px] leading-[1.6]">
      {text.split("\n\n").map((paragraph, index) => (
        <p
          // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of one text
          key={index}
          className={classNames(
            "wrap-anywhere whitespace-pre-line",
            paragraph === url && "font-mono text-[13px] leading-normal",
            paragraph === url && pending && "text-ink-3",
          )}
        >
          {paragraph}
        </p>
      ))}
    </div>
  );
}

function Editor({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  return (
    <TextArea
      label="Your words. The link has to stay in them."
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function mailto(text: string): string {
  return `mailto:?subject=${encodeURIComponent("Read-only database access for Lucien")}&body=${encodeURIComponent(text)}`;
}
