"use client";

import { PageHead } from "../shell/page";
import { ButtonLink } from "../ui/button";
import { Facts } from "../ui/facts";
import { SideNote } from "../ui/side-note";
import { ScreenFoot } from "../wizard/shell/frames";
import { AskedFor } from "./asked-for";
import { messageOf, spacedPasscode } from "./compose-model";
import { KeepThisBrowser } from "./compose-screen";
import { MessageCard } from "./message-card";
import { longTime, longTimeWithZone } from "./times";
import type { FounderView } from "./view.types";

/** Hand-off, second screen: the message with the link in it. Also for sending it again. */
export function SendScreen(props: {
  view: FounderView;
  link: string;
  /** As it was made in this tab; null: there is none, or it was told before. */
  passcode: string | null;
}) {
  const { view, link, passcode } = props;
  const { record } = view;
  const until = new Date(view.expiresAt);
  const waiting = `/hand-offs/${view.id}`;
  return (
    <>
      <PageHead
        up={{ href: "/hand-offs", label: "Hand-offs" }}
        title="The link is made. Send it to your engineer"
        lead="Copy the message into your chat or mail. The link in it works once."
      />
      <div className="mt-8 grid items-start gap-9 tablet:grid-cols-2 tablet:gap-10 wide:gap-[72px]">
        <div className="grid min-w-0 gap-6 max-tablet:order-2">
          {record.passcode && <TellPasscode passcode={passcode} />}
          <div>
            <h2 className="text-head">You asked for</h2>
            <div className="mt-2.5">
              <AskedFor record={record} />
            </div>
            <Facts
              className="mt-5 border-t border-line"
              facts={[
                { term: "The link works until", value: longTime(until) },
                { term: "Database host", value: record.host ?? "not named", code: record.host !== null },
                { term: record.intent === "create" ? "Login to make" : "Login", value: record.role, code: true },
              ]}
            />
          </div>
          <KeepThisBrowser intent={record.intent} />
        </div>
        <MessageCard text={messageOf(record, link, longTimeWithZone(until))} url={link} />
      </div>
      <ScreenFoot start="You can copy the message again later.">
        <ButtonLink href={waiting}>I have sent it</ButtonLink>
      </ScreenFoot>
    </>
  );
}

function TellPasscode({ passcode }: { passcode: string | null }) {
  if (passcode === null) {
    return (
      <SideNote title="There is a passcode">
        You saw it when you made the link, and we cannot show it again. If it is lost, send a new link.
      </SideNote>
    );
  }
  return (
    <section className="rounded-panel border border-line-2 bg-surface px-[18px] py-4">
      <h2 className="text-row font-semibold">The passcode, for another way than the message</h2>
      <p
        data-testid="passcode"
        className="mt-1.5 text-[1.75rem] leading-tight font-semibold tracking-[0.08em] tabular-nums"
      >
        {spacedPasscode(passcode)}
      </p>
      <p className="mt-1.5 text-small text-ink-2">Tell it by phone or another app. We cannot show it again.</p>
    </section>
  );
}
