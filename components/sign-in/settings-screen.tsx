"use client";

import type { ReactNode } from "react";
import { PageHead } from "../shell/page";
import { Button } from "../ui/button";
import { useToast } from "../ui/toast";
import { ChangePassphrase } from "./change-passphrase";
import { Invite } from "./invite";
import { OrderError } from "./order-error";
import { useOrder } from "./use-order";
import { WhenReady } from "./when-ready";

export type SettingsProps = { name: string; founders: readonly { id: string; name: string; since: string }[] };

/** Who may sign in here, and with what. */
export function SettingsScreen({ name, founders }: SettingsProps) {
  return (
    <>
      <PageHead title={`You are signed in as ${name}`} lead="Here is who else may sign in, and how you do." />
      <WhenReady>
        <Section title="Passphrase" about="A new one signs you out in every other browser.">
          <ChangePassphrase name={name} />
        </Section>
        <Section
          title="Other browsers"
          about="Did you leave one open somewhere? This ends all your sessions but this one."
        >
          <SignOutOthers />
        </Section>
        <Section
          title="People"
          about="All see the same logins and hand-offs. What a link brings home, only its sender can open."
        >
          <ul className="mb-6 border-t border-line-2">
            {founders.map((founder) => (
              <li key={founder.id} className="flex items-baseline justify-between gap-4 border-b border-line-2 py-2.5">
                <span className="min-w-0 font-medium wrap-anywhere">{founder.name}</span>
                <span className="text-small whitespace-nowrap text-ink-2">since {founder.since}</span>
              </li>
            ))}
          </ul>
          <Invite />
        </Section>
      </WhenReady>
    </>
  );
}

function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <section className="mt-8 grid gap-x-14 gap-y-4 border-t border-line pt-6 tablet:mt-10 tablet:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div>
        <h2 className="text-head">{title}</h2>
        <p className="mt-1 max-w-[44ch] text-small text-pretty text-ink-2">{about}</p>
      </div>
      <div className="max-w-[560px] min-w-0">{children}</div>
    </section>
  );
}

function SignOutOthers() {
  const { busy, error, send } = useOrder();
  const say = useToast();
  function press() {
    void send("/settings/sign-out-everywhere", {}, () => say("All other browsers are signed out."));
  }
  return (
    <>
      <Button look="second" busy={busy} onClick={press} className="w-full tablet:w-auto">
        Sign out all other browsers
      </Button>
      <OrderError error={error} />
    </>
  );
}
