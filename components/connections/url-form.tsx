"use client";

import { type FormEvent, type ReactNode, useRef } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { Problem } from "../hand-off/problem";
import { Button, type ButtonLook } from "../ui/button";
import { PasswordField } from "../ui/field";
import { useIdle } from "../wizard/use-idle";

/** As in the wizard: after this long nobody sits there any more. */
const IDLE_MS = 15 * 60_000;

/** A URL that is used for one request: its field alone holds it, until it was used, nobody sits there, or the page is left. */
export function UrlForm(props: {
  label: string;
  hint: string;
  act: string;
  acting: string;
  look?: ButtonLook;
  busy: boolean;
  error: AppErrorJson | null;
  /** What stands after a failure, before its hint. */
  stands?: string;
  /** True: it was used, and goes from the field. */
  onGive: (url: string) => Promise<boolean>;
  /** A second way, which gets the same URL. */
  second?: { label: string; onGive: (url: string) => void };
  children?: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  useIdle(IDLE_MS, clear);
  function clear() {
    if (input.current) input.current.value = "";
  }
  function give(then: (url: string) => void) {
    const url = input.current?.value.trim() ?? "";
    if (url === "") input.current?.focus();
    else then(url);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    give((url) => void props.onGive(url).then((used) => used && clear()));
  }
  const { second } = props;
  return (
    <form onSubmit={submit} className="grid gap-4">
      <PasswordField label={props.label} hint={props.hint} name="url" code ref={input} maxLength={4000} />
      {props.error && <Problem error={props.error} state={props.stands} />}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" look={props.look} busy={props.busy}>
          {props.busy ? props.acting : props.act}
        </Button>
        {second && (
          <Button look="ghost" onClick={() => give(second.onGive)}>
            {second.label}
          </Button>
        )}
      </div>
      {props.children}
    </form>
  );
}
