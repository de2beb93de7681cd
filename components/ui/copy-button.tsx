"use client";

import { useEffect, useRef, useState } from "react";
import { Button, type ButtonLook } from "./button";
import { useToast } from "./toast";

/** Copies text that is asked for only at the press. The label turns to "Copied" for two seconds. */
export function CopyButton(props: {
  label: string;
  text: () => string | null;
  /** Said in a toast when it is done. */
  done?: string;
  look?: ButtonLook;
  small?: boolean;
  className?: string;
  onCopied?: () => void;
}) {
  const [state, setState] = useState<"rest" | "copied" | "failed">("rest");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useToast();
  useEffect(() => () => clearTimeout(timer.current), []);

  async function copy() {
    const text = props.text();
    const copied = text !== null && (await copyText(text));
    setState(copied ? "copied" : "failed");
    if (copied && props.done) say(props.done);
    if (copied) props.onCopied?.();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState("rest"), copied ? 2000 : 6000);
  }

  return (
    <Button look={props.look ?? "primary"} small={props.small} className={props.className} onClick={copy}>
      <span aria-live="polite">{LABELS[state] ?? props.label}</span>
    </Button>
  );
}

const LABELS: Record<string, string | undefined> = {
  copied: "Copied",
  failed: "Not copied: select the text",
};

/** Puts text on the clipboard; false where the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
