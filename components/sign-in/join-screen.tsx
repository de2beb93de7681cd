"use client";

import { type FormEvent, useEffect, useState } from "react";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Field } from "../ui/field";
import { Door, leaveFor } from "./door";
import { focusField } from "./focus-field";
import { NewPassphrase, problemOf } from "./new-passphrase";
import { OrderError } from "./order-error";
import { useOrder } from "./use-order";

export type JoinWords = { title: string; lead: string; path: string };

/** Setup and invites: who has the link chooses a name and a passphrase. The token stays in the address's fragment. */
export function JoinScreen({ title, lead, path }: JoinWords) {
  const token = useFragment();
  return (
    <Door title={title} lead={lead}>
      {token === "" && (
        <Empty title="Part of the link is missing">
          Paste the whole link, with what stands after #. Nothing is used up.
        </Empty>
      )}
      {token !== "" && <JoinForm token={token} path={path} />}
      <p className="mt-8 max-w-[60ch] text-small text-ink-2">
        Of the passphrase we keep a one-way fingerprint. Nobody can look it up for you, so keep it in your password
        manager.
      </p>
    </Door>
  );
}

function JoinForm({ token, path }: { token: string | null; path: string }) {
  const [name, setName] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [tried, setTried] = useState(false);
  const { busy, error, send } = useOrder();
  const problem = problemOf(passphrase);
  const unnamed = name.trim() === "";
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    if (problem || unnamed) return focusField(event.currentTarget, unnamed ? 0 : 1);
    if (token === null) return;
    void send(path, { token, name, passphrase }, () => leaveFor("/"));
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field
        label="Your name"
        autoComplete="username"
        maxLength={80}
        value={name}
        error={tried && unnamed ? "Type the name you want to sign in with." : null}
        onChange={(event) => setName(event.target.value)}
      />
      <NewPassphrase label="Passphrase" value={passphrase} tried={tried} onChange={setPassphrase} />
      <div className="mt-3 flex justify-end border-t border-line pt-6">
        <Button type="submit" busy={busy} className="w-full tablet:w-auto">
          {busy ? "Setting up your sign-in" : "Set up my sign-in"}
        </Button>
      </div>
      <OrderError error={error} />
    </form>
  );
}

/** What stands after # in the address; null until the browser has said, "" where nothing does. */
function useFragment(): string | null {
  const [fragment, setFragment] = useState<string | null>(null);
  useEffect(() => {
    const read = () => setFragment(window.location.hash.slice(1));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return fragment;
}
