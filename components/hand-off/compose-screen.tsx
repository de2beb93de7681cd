"use client";

import { type ReactNode, useId } from "react";
import { PageHead } from "../shell/page";
import { Button } from "../ui/button";
import { SideNote } from "../ui/side-note";
import { ScreenFoot } from "../wizard/shell/frames";
import { ComposeForm, type KnownSchemas } from "./compose-form";
import { type Ask, askMissing, messageOf } from "./compose-model";
import { askedLine, endsWithUrl, INTENT_WORDS } from "./intent-words";
import { MessagePreview } from "./message-card";
import { longTimeWithZone } from "./times";
import { useNow } from "./use-now";
import type { About, HandOffIntent } from "./view.types";

/** What stands for the link before there is one. */
const NO_LINK = "(here comes the link)";

/** Hand-off, first screen: what the founder asks for, and the message as it grows. */
export function ComposeScreen(props: {
  ask: Ask;
  known: KnownSchemas | null;
  /** What is asked of a login that is listed; null: a new one is asked for. */
  about: About | null;
  onChange: (change: Partial<Ask>) => void;
  busy: boolean;
  /** The key cannot be used yet: the reason, and the button waits. */
  notYet: string | null;
  onMake: () => void;
  /** Errors and questions about the key, above the foot. */
  children?: ReactNode;
}) {
  const { ask, about } = props;
  const noteId = useId();
  const now = useNow();
  const until = now ? longTimeWithZone(new Date(now.getTime() + ask.hours * 3_600_000)) : "the link runs out";
  const reason = askMissing(ask, about) ?? props.notYet;
  return (
    <>
      <PageHead {...headOf(about)} />
      <div className="mt-8 grid items-start gap-9 tablet:grid-cols-2 tablet:gap-10 wide:gap-[72px]">
        <div className="grid min-w-0 gap-6">
          <ComposeForm ask={ask} known={props.known} about={about} onChange={props.onChange} />
          <KeepThisBrowser intent={about?.intent ?? "create"} />
        </div>
        <div className="min-w-0 tablet:sticky tablet:top-6">
          <MessagePreview text={messageOf(previewOf(ask, about), NO_LINK, until)} placeholder={NO_LINK} />
        </div>
      </div>
      {props.children && <div className="mt-8">{props.children}</div>}
      <ScreenFoot back={about ? `/connections/${about.login.connection}` : "/"} note={reason} noteId={noteId}>
        <Button notYet={reason !== null} reasonId={noteId} busy={props.busy} onClick={props.onMake}>
          {props.busy ? "Making the link" : "Make the link"}
        </Button>
      </ScreenFoot>
    </>
  );
}

function headOf(about: About | null) {
  if (about === null) {
    return {
      up: { href: "/hand-offs", label: "Hand-offs" },
      title: "Tell your engineer what Lucien should see",
      lead: "Plain words are fine. They see this next to every choice they make.",
    };
  }
  const { intent, login } = about;
  return {
    up: { href: `/connections/${login.connection}`, label: login.database },
    title: INTENT_WORDS[intent].title,
    lead: `The link is for this alone: ${lowered(askedLine(about))}.`,
  };
}

function lowered(line: string): string {
  return line.charAt(0).toLowerCase() + line.slice(1);
}

function previewOf(ask: Ask, about: About | null) {
  return { ...ask, ...about, passcode: ask.passcode !== null, wanted: ask.wanted || "…" };
}

/** Where the password lives, and what to do when this browser is lost. */
export function KeepThisBrowser({ intent }: { intent: HandOffIntent }) {
  if (!endsWithUrl(intent)) {
    return (
      <SideNote title="Keep this browser">
        It checks that the answer is your engineer’s. If you lose it, use your recovery code. No password is touched.
      </SideNote>
    );
  }
  return (
    <SideNote title="Keep this browser">
      Lucien’s password is born here and never leaves. If you lose this browser, use your recovery code or send a new
      link.
    </SideNote>
  );
}
