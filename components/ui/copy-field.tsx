"use client";

import { Tabs } from "@base-ui/react/tabs";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button";
import { CopyButton } from "./copy-button";

/** One way of writing the same thing: pieces with a mask between them, and the whole, asked for when shown or copied. */
export type CopyFormat = {
  id: string;
  label: string;
  copyLabel: string;
  masked: readonly string[];
  whole: () => string | null;
};

/** The one thing to take away. What is copied is always the real text, also while the secret is masked. */
export function CopyField(props: {
  formats: readonly CopyFormat[];
  note: string;
  done: string;
  onCopied?: () => void;
}) {
  const [shown, show, hide] = useReveal();
  return (
    <Tabs.Root
      defaultValue={props.formats[0]?.id}
      className="rounded-panel border-2 border-ink bg-surface"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && hide()}
    >
      <Tabs.List aria-label="Format" className="flex gap-0.5 overflow-x-auto border-b border-line px-3 text-small">
        {props.formats.map((format) => (
          <Tabs.Tab key={format.id} value={format.id} className={TAB}>
            {format.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {props.formats.map((format) => (
        <Tabs.Panel key={format.id} value={format.id}>
          <div className="px-4 pt-[18px] pb-3.5 font-mono text-[13px] leading-[1.65] wrap-anywhere whitespace-pre-wrap tablet:px-5 tablet:text-[14px]">
            {(shown && format.whole()) || <Masked pieces={format.masked} />}
          </div>
          <div className="flex flex-wrap items-center gap-3 px-4 pt-0.5 pb-5 tablet:px-5">
            <CopyButton
              label={format.copyLabel}
              text={format.whole}
              done={props.done}
              onCopied={props.onCopied}
              className="w-full tablet:w-auto"
            />
            <Button look="second" aria-pressed={shown} onClick={shown ? hide : show}>
              {shown ? "Hide the password" : "Show the password"}
            </Button>
            <span className="text-label text-ink-3">{props.note}</span>
          </div>
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

const TAB =
  "border-b-2 border-transparent px-2 pt-[11px] pb-[9px] whitespace-nowrap text-ink-2 data-active:border-ink data-active:font-semibold data-active:text-ink focus-visible:shadow-[inset_0_0_0_2px_var(--ink)]";

const SHOWN_FOR_MS = 30_000;

/** Shown until it is left or for 30 seconds. */
function useReveal(): [boolean, () => void, () => void] {
  const [shown, setShown] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  function show() {
    setShown(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(false), SHOWN_FOR_MS);
  }
  return [shown, show, () => setShown(false)];
}

function Masked({ pieces }: { pieces: readonly string[] }): ReactNode {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one constant text
    <span key={index}>
      {index > 0 && <MaskedSecret dots={16} />}
      {piece}
    </span>
  ));
}

/** A dark block of a fixed length, whatever it hides. */
export function MaskedSecret({ dots = 12 }: { dots?: number }) {
  return (
    <span className="inline-block rounded-cell bg-shut px-1.5 py-0.5 leading-[1.2] tracking-[1.5px] whitespace-nowrap text-on-shut select-none">
      <span aria-hidden="true">{"•".repeat(dots)}</span>
      <span className="sr-only">password hidden</span>
    </span>
  );
}
