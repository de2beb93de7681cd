"use client";

import { useEffect, useState } from "react";
import { SideNote } from "../../ui/side-note";
import { TextButton } from "../../ui/text-button";
import type { ChangedLogin } from "../wizard.types";
import { useWizard } from "../wizard-provider";

/** Begins with the login that the address names, unless it is being changed already. True once that has happened. */
export function useChangedLogin(login: ChangedLogin | null): boolean {
  const wizard = useWizard();
  const [begun, setBegun] = useState(login === null || (wizard.login?.id === login.id && wizard.run.status !== "done"));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on arriving here
  useEffect(() => {
    if (login === null || begun) return;
    wizard.changeLogin(login);
    setBegun(true);
  }, []);
  return begun;
}

/** Which login this is about, and the way out of it. */
export function ChangeNote() {
  const { login, finish } = useWizard();
  if (login === null) return null;
  return (
    <SideNote className="mt-5" title={`You are changing what ${login.role} sees in ${login.name}`}>
      Sign in as an admin of that database. Nothing is changed before you have seen it.{" "}
      <TextButton
        onClick={() => {
          finish();
          // The fields of this screen begin anew, too.
          location.assign("/connect");
        }}
      >
        Make another login instead
      </TextButton>
    </SideNote>
  );
}
