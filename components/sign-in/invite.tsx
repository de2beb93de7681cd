"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { OrderError } from "./order-error";
import { useOrder } from "./use-order";

type Made = { token: string; expiresAt: number };

/** A one-time link for one more person. It is shown once: we keep only its fingerprint. */
export function Invite() {
  const [made, setMade] = useState<Made | null>(null);
  const { busy, error, send } = useOrder();
  return (
    <>
      {made && <InviteLink made={made} />}
      <Button
        look="second"
        busy={busy}
        onClick={() => void send<Made>("/settings/invite", {}, setMade)}
        className="w-full tablet:w-auto"
      >
        {made ? "Make another link" : "Make a link for one more person"}
      </Button>
      <OrderError error={error} />
    </>
  );
}

function InviteLink({ made }: { made: Made }) {
  const link = `${window.location.origin}/join#${made.token}`;
  const until = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" }).format(made.expiresAt);
  return (
    <div className="mb-6 rounded-panel border-2 border-ink bg-surface p-4 tablet:p-5">
      <p data-testid="invite-link" className="font-mono text-[13px] leading-[1.65] wrap-anywhere">
        {link}
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <CopyButton label="Copy the link" text={() => link} done="Link copied. Send it to one person." />
        <span className="text-label text-ink-3">It works once, until {until}. It is not shown again.</span>
      </div>
    </div>
  );
}
