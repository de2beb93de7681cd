"use client";

import { leaveFor } from "../sign-in/door";
import { useOrder } from "../sign-in/use-order";
import { TextButton } from "../ui/text-button";

/** Ends this browser's session, in the bar. */
export function SignOut() {
  const { busy, error, send } = useOrder();
  return (
    <TextButton
      aria-busy={busy || undefined}
      onClick={() => void send("/sign-in/out", {}, () => leaveFor("/sign-in"))}
      className="whitespace-nowrap"
    >
      {error ? "Still signed in. Try again" : "Sign out"}
    </TextButton>
  );
}
