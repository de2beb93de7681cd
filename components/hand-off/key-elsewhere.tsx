"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { TextButton } from "../ui/text-button";
import { useAttempt } from "./use-attempt";

/** The key was made in another browser, or this one forgot it: the recovery code brings it here. */
export function KeyElsewhere(props: {
  recover: (code: string) => Promise<void> /** Starts over with a new key; left out where that would help nothing. */;
  afresh?: () => void;
}) {
  const [code, setCode] = useState("");
  const { busy, error, attempt } = useAttempt();
  const [asking, setAsking] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (code.trim() !== "") void attempt(() => props.recover(code));
  }
  return (
    <section
      aria-labelledby="elsewhere"
      className="max-w-[620px] rounded-panel border border-ask-line bg-ask-tint px-5 py-[18px]"
    >
      <h2 id="elsewhere" className="font-semibold">
        This is not the browser that made the key
      </h2>
      <p className="mt-0.5 text-small">
        Your hand-offs open with a key that was made in another browser, or this one’s storage was emptied. Type the
        recovery code that you kept, and the key is here too.
      </p>
      <form onSubmit={submit} className="mt-4 grid items-start gap-3 tablet:grid-cols-[1fr_auto]">
        <Field
          label="Recovery code"
          name="recovery-code"
          code
          autoCapitalize="characters"
          value={code}
          error={error && `${error.message} ${error.hint}`}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="submit" busy={busy} className="tablet:mt-6">
          {busy ? "Opening" : "Open with the code"}
        </Button>
      </form>
      {props.afresh ? (
        <p className="mt-4 text-small">
          No code? <TextButton onClick={() => setAsking(true)}>Start with a new key</TextButton>
        </p>
      ) : (
        <p className="mt-4 text-small">
          No code and no other browser? Send a new link from Hand-offs. The password is made anew, nothing else is lost.
        </p>
      )}
      <Dialog
        open={asking}
        title="Start with a new key?"
        keep="Keep looking for the code"
        act="Start with a new key"
        onKeep={() => setAsking(false)}
        onAct={() => {
          setAsking(false);
          props.afresh?.();
        }}
      >
        What waits for the old key can then only be opened in the browser that has it. New links use the new key, and
        with a new link Lucien gets a new password.
      </Dialog>
    </section>
  );
}
