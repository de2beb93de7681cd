"use client";

import { type FormEvent, useRef } from "react";
import { Button } from "../ui/button";
import { PasswordField } from "../ui/field";
import { Problem } from "./problem";
import { useAttempt } from "./use-attempt";

/** "I already have a login": the URL is looked at once, then sealed here so that only the founder's browser opens it. */
export function OwnLoginForm(props: { onGive: (url: string) => Promise<void>; onBack: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const { busy, error, attempt } = useAttempt();
  function submit(event: FormEvent) {
    event.preventDefault();
    const url = input.current?.value.trim() ?? "";
    if (url !== "") void attempt(() => props.onGive(url));
  }
  return (
    <section aria-labelledby="own-login" className="mt-10 border-t-2 border-ink pt-5">
      <h2 id="own-login" className="text-head">
        Which login is it?
      </h2>
      <p className="mt-1 max-w-[70ch] text-small text-ink-2">
        Paste its whole URL. This server signs in with it, reads the catalog, tries what it should refuse, and forgets
        it. Your browser seals it for the founder: the server keeps nothing that opens it.
      </p>
      <form onSubmit={submit} className="mt-4 grid max-w-[720px] gap-4">
        <PasswordField label="Connection URL" name="own-url" code ref={input} maxLength={4000} />
        {error && <Problem error={error} state="Nothing was handed over." />}
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" busy={busy}>
            {busy ? "Signing in and looking" : "Look at it and hand it over"}
          </Button>
          <Button look="ghost" onClick={props.onBack}>
            Take another way
          </Button>
        </div>
      </form>
    </section>
  );
}
