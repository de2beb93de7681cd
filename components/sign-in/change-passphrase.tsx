"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../ui/button";
import { PasswordField } from "../ui/field";
import { useToast } from "../ui/toast";
import { focusField } from "./focus-field";
import { NewPassphrase, problemOf } from "./new-passphrase";
import { OrderError } from "./order-error";
import { useOrder } from "./use-order";

/** The one of today, and the new one. */
export function ChangePassphrase({ name }: { name: string }) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [tried, setTried] = useState(false);
  const { busy, error, send } = useOrder();
  const say = useToast();
  function done() {
    setCurrent("");
    setNext("");
    setTried(false);
    say("Your passphrase is changed. All other browsers are signed out.");
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    if (current === "" || problemOf(next)) return focusField(event.currentTarget, current === "" ? 0 : 1);
    void send("/settings/passphrase", { current, next }, done);
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {/* Password managers want to know whose passphrase it is. */}
      <input type="text" autoComplete="username" value={name} readOnly hidden />
      <PasswordField
        label="Your passphrase today"
        autoComplete="current-password"
        maxLength={400}
        value={current}
        error={tried && current === "" ? "Type the one you sign in with." : null}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <NewPassphrase label="New passphrase" value={next} tried={tried} onChange={setNext} />
      <div>
        <Button type="submit" look="second" busy={busy} className="w-full tablet:w-auto">
          {busy ? "Changing it" : "Change the passphrase"}
        </Button>
      </div>
      <OrderError error={error} />
    </form>
  );
}
