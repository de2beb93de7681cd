"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../ui/button";
import { Field, PasswordField } from "../ui/field";
import { Door, leaveFor } from "./door";
import { OrderError } from "./order-error";
import { useOrder } from "./use-order";

/** The way in for who has been here before; `to`: the page that was asked for. */
export function SignInScreen({ to }: { to: string }) {
  const [name, setName] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const { busy, error, send } = useOrder();
  function submit(event: FormEvent) {
    event.preventDefault();
    void send("/sign-in/enter", { name, passphrase }, () => leaveFor(to));
  }
  return (
    <Door title="Sign in" lead="With the name and the passphrase you chose when you set this up.">
      <form onSubmit={submit} className="grid gap-5">
        <Field
          label="Your name"
          autoComplete="username"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <PasswordField
          label="Passphrase"
          autoComplete="current-password"
          required
          maxLength={400}
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        <div className="mt-3 flex justify-end border-t border-line pt-6">
          <Button type="submit" busy={busy} className="w-full tablet:w-auto">
            {busy ? "Signing in" : "Sign in"}
          </Button>
        </div>
      </form>
      <OrderError error={error} />
      <p className="mt-8 max-w-[60ch] text-small text-ink-2">
        Did an engineer's link bring you here? Open the whole link again: it needs no sign-in.
      </p>
    </Door>
  );
}
