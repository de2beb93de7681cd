"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../../ui/button";
import { PasswordField } from "../../ui/field";

/** The admin password was only in the page's memory. After a reload it is the one thing that is asked again. */
export function PasswordAgain(props: { user: string; why: string; onPassword: (password: string) => void }) {
  const [password, setPassword] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (password !== "") props.onPassword(password);
  }
  return (
    <form onSubmit={submit} className="mt-6 max-w-[480px]">
      <p className="mb-4 text-body">{props.why}</p>
      <PasswordField
        label={`Password of ${props.user}`}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        hint="Held in this page only. Gone when you leave it."
      />
      <Button type="submit" className="mt-4" notYet={password === ""}>
        Work out the changes
      </Button>
    </form>
  );
}
