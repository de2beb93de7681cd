"use client";

import { type FormEvent, type ReactNode, useRef } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { Problem } from "../hand-off/problem";
import { Button, type ButtonLook } from "../ui/button";
import { PasswordField } from "../ui/field";
import type { Form } from "../wizard/connect/form";
import type { GivenUrl } from "../wizard/connect/target-of-url";
import { useIdle } from "../wizard/use-idle";
import { BesideFields } from "./beside-fields";
import { useBeside } from "./use-beside";

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
  onGive: (url: GivenUrl) => Promise<boolean>;
  /** A second way, which gets the same URL. */
  second?: { label: string; onGive: (url: GivenUrl) => void };
  children?: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  const beside = useBeside(props.error);
  const hostKey = unknownHostKey(props.error);
  useIdle(IDLE_MS, clear);
  function clear() {
    if (input.current) input.current.value = "";
    beside.clear();
  }
  function give(then: (url: GivenUrl) => void, part: Partial<Form> = {}) {
    const url = input.current?.value.trim() ?? "";
    if (url === "") return input.current?.focus();
    const besides = beside.read(part);
    if (besides !== null) then({ url, beside: besides });
  }
  const run = (url: GivenUrl) => void props.onGive(url).then((used) => used && clear());
  function submit(event: FormEvent) {
    event.preventDefault();
    give(run);
  }
  function trust(sshHostKey: string) {
    beside.change({ sshHostKey });
    give(run, { sshHostKey });
  }
  const { second } = props;
  return (
    <form onSubmit={submit} className="grid gap-4">
      <PasswordField label={props.label} hint={props.hint} name="url" code ref={input} maxLength={4000} />
      <BesideFields beside={beside} />
      {props.error && (
        <Problem error={props.error} state={props.stands}>
          {hostKey && (
            <>
              <code className="font-mono text-code wrap-anywhere">{hostKey}</code>
              <Button small onClick={() => trust(hostKey)}>
                It is the same: go on
              </Button>
            </>
          )}
        </Problem>
      )}
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

/** The fingerprint to compare, where an SSH server is met for the first time. */
function unknownHostKey(error: AppErrorJson | null): string | null {
  if (error?.code !== "connect.ssh-host-key-unknown") return null;
  return /SHA256:[A-Za-z0-9+/]{43}/.exec(error.detail ?? "")?.[0] ?? null;
}
