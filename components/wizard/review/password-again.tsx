"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../ui/button";
import { PasswordField } from "../../ui/field";

/** The admin password was only in the page's memory. After a reload it is the one thing that is asked again. */
export function PasswordAgain(props: {
  user: string;
  why: string;
  /** What the button does with it. */
  act?: string;
  onPassword: (password: string) => void;
}) {
  // Not in state: React would write it into the input's `value` attribute and show it in its tools.
  const input = useRef<HTMLInputElement>(null);
  const [empty, setEmpty] = useState(true);
  function submit(event: FormEvent) {
    event.preventDefault();
    const password = input.current?.value ?? "";
    if (password !== "") props.onPassword(password);
  }
  return (
    <form onSubmit={submit} className="mt-6 max-w-[480px]" autoComplete="off">
      <p className="mb-4 text-body">{props.why}</p>
      <PasswordField
        label={`Password of ${props.user}`}
        ref={input}
        onChange={(event) => setEmpty(event.target.value === "")}
        hint="Held in this page only. Gone when you leave it."
      />
      <Button type="submit" className="mt-4" notYet={empty}>
        {props.act ?? "Work out the changes"}
      </Button>
    </form>
  );
}
