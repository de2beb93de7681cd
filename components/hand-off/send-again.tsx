"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { LifeChoice, PasscodeField } from "./compose-form";

/** A new link for the same request. The one before stops working with it. `open`: it is the way on, not a side way. */
export function SendAgain(props: {
  open: boolean;
  hours: number;
  passcode: boolean;
  /** The request carries one, so the new link carries another. */
  newPassword: boolean;
  onSend: (hours: number, passcode: string | null) => Promise<void>;
}) {
  const form = <AgainForm {...props} />;
  if (props.open) {
    return (
      <section className="mb-10">
        <h2 className="text-head">Send a new link</h2>
        <p className="mt-1.5 mb-4 text-small text-ink-2">
          The same request, with a new link{props.newPassword && " and a new password"}.
        </p>
        {form}
      </section>
    );
  }
  return (
    <Disclosure summary={<span className="link">Send a new link instead</span>} className="mb-10">
      <p className="mt-3 mb-4 text-small text-ink-2">The one that is out stops working, whoever has it open.</p>
      {form}
    </Disclosure>
  );
}

function AgainForm(props: {
  hours: number;
  passcode: boolean;
  onSend: (hours: number, passcode: string | null) => Promise<void>;
}) {
  const [hours, setHours] = useState(props.hours);
  const [passcode, setPasscode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function send() {
    setBusy(true);
    await props.onSend(hours, passcode);
    setBusy(false);
  }
  return (
    <div className="grid gap-5">
      <LifeChoice hours={hours} onChange={setHours} />
      <PasscodeField passcode={passcode} onChange={setPasscode} />
      {props.passcode && passcode === null && (
        <p className="text-small text-ink-2">The link before had a passcode. This one has none until you make one.</p>
      )}
      <div>
        <Button small busy={busy} onClick={() => void send()}>
          {busy ? "Making the link" : "Make a new link"}
        </Button>
      </div>
    </div>
  );
}
