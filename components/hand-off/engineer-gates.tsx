"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { TextArea } from "../ui/text-area";
import { Problem } from "./problem";
import { utcTime } from "./times";

/** Everything the engineer may meet before the request itself: each says what happened and what is used up. */

function Gate({ title, lead, children }: { title: string; lead: ReactNode; children?: ReactNode }) {
  return (
    <section className="max-w-[720px]">
      <h1 className="text-title text-balance">{title}</h1>
      <p className="mt-3 max-w-[62ch] text-lead text-pretty text-ink-2">{lead}</p>
      {children && <div className="mt-8">{children}</div>}
    </section>
  );
}

/** While the record is read. */
export function ReadingGate() {
  return <Gate title="Reading the link" lead="This only reads. Nothing is used up, and nothing connects." />;
}

/** No fragment, or one that was cut or changed on the way. */
export function PasteGate(props: {
  problem: AppErrorJson | null;
  busy: boolean;
  onPaste: (text: string) => Promise<void>;
}) {
  const [text, setText] = useState("");
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() !== "" && !props.busy) await props.onPaste(text.trim());
  }
  return (
    <Gate
      title="Part of the link is missing"
      lead="Paste the whole link, with the part after the # sign. Nothing is used up: mail programs and chats sometimes cut links."
    >
      <form onSubmit={submit} className="grid gap-4">
        <TextArea
          label="The whole link"
          name="link"
          short
          autoComplete="off"
          spellCheck={false}
          value={text}
          error={props.problem && `${props.problem.message} ${props.problem.hint}`}
          onChange={(event) => setText(event.target.value)}
        />
        <div>
          <Button type="submit" busy={props.busy}>
            {props.busy ? "Reading" : "Open the link"}
          </Button>
        </div>
      </form>
    </Gate>
  );
}

/** One answer for unknown, used, expired, stopped and wrong. */
export function RefusedGate() {
  return (
    <Gate
      title="This link does not work"
      lead="Ask whoever sent it for a new one. We give the same answer for every link that does not work, so it does not tell why."
    />
  );
}

/** The app itself did not answer, or not yet: it says nothing about the link. */
export function TroubleGate({ error }: { error: AppErrorJson }) {
  return (
    <Gate title="The link could not be read now" lead="This says nothing about the link, and nothing is used up.">
      <Problem error={error}>
        <Button small onClick={() => window.location.reload()}>
          Try again
        </Button>
      </Problem>
    </Gate>
  );
}

/** The passcode came over another way. */
export function PasscodeGate(props: {
  triesLeft: number;
  wrong: boolean;
  busy: boolean;
  onEnter: (passcode: string) => Promise<void>;
}) {
  const [passcode, setPasscode] = useState("");
  async function submit(event: FormEvent) {
    event.preventDefault();
    const digits = passcode.replace(/\s/g, "");
    if (digits !== "" && !props.busy) await props.onEnter(digits);
  }
  const left = `${props.triesLeft} ${props.triesLeft === 1 ? "try" : "tries"} left, then the link is locked.`;
  return (
    <Gate
      title="What is the passcode?"
      lead="Whoever sent you the link has it for you: by phone or in another app, not in the same message."
    >
      <form onSubmit={submit} className="grid items-start gap-3 tablet:grid-cols-[320px_auto] tablet:justify-start">
        <Field
          label="Passcode"
          name="passcode"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          value={passcode}
          error={props.wrong ? `That was not it. ${left}` : null}
          hint={left}
          onChange={(event) => setPasscode(event.target.value)}
        />
        <Button type="submit" busy={props.busy} className="tablet:mt-[25px]">
          {props.busy ? "Looking" : "Open the request"}
        </Button>
      </form>
    </Gate>
  );
}

/** Another browser holds it. */
export function InUseGate(props: {
  since: number;
  until: number | null;
  canTakeOver: boolean;
  busy: boolean;
  onTakeOver: () => Promise<void>;
}) {
  const id = useId();
  const until = props.until === null ? null : utcTime(new Date(props.until));
  return (
    <Gate
      title={`In use since ${utcTime(new Date(props.since))} from another browser`}
      lead="Was that you, on another machine? If not, stop here and tell the founder: somebody else has the link."
    >
      {props.canTakeOver ? (
        <div className="flex flex-wrap items-center gap-4">
          <Button look="stop" busy={props.busy} onClick={() => void props.onTakeOver()}>
            {props.busy ? "Taking over" : "Take over"}
          </Button>
          <span id={id} className="text-small text-ink-2">
            This stops the other browser. The founder sees both.
          </span>
        </div>
      ) : (
        <p className="text-ink-2">
          {until
            ? `The other browser keeps it until ${until}, or longer while it works. After that this page can take over.`
            : "The other browser keeps it until its script was run. The founder can send a new link."}
        </p>
      )}
    </Gate>
  );
}

/** What arrived is not what the founder signed. */
export function TamperedGate({ error }: { error: AppErrorJson }) {
  return (
    <Gate
      title="Stop. This is not what the founder signed"
      lead="The request was changed between their browser and yours, so we do not show it. Nothing has connected. Tell the founder, by another way than this link."
    >
      <Problem error={error} />
    </Gate>
  );
}

/** This browser had the link and lost it. */
export function LostGate({ error, children }: { error: AppErrorJson; children?: ReactNode }) {
  return (
    <Gate title="This browser no longer holds the link" lead={`${error.message} ${error.hint}`}>
      {children}
    </Gate>
  );
}
