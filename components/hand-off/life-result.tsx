"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { LeftList } from "../connections/left-list";
import { sessionsSentence } from "../connections/sessions";
import { PageHead } from "../shell/page";
import { Button } from "../ui/button";
import { CopyField } from "../ui/copy-field";
import { Disclosure } from "../ui/disclosure";
import { Facts } from "../ui/facts";
import { SqlBlock } from "../ui/sql-block";
import { copyFormats } from "../wizard/connection-forms";
import type { CollectedLife, FounderView } from "./view.types";

/** What an engineer did to a login that is listed, as this browser checked it; for a new password, the URL. */
export function LifeResult(props: {
  view: FounderView;
  collected: CollectedLife;
  busy: boolean;
  onFinish: () => Promise<void>;
  /** What went wrong at the end. */
  children?: ReactNode;
}) {
  const { collected, busy } = props;
  const { result, life } = collected;
  const router = useRouter();
  const rotated = result.intent === "rotate";
  const formats = useMemo(() => copyFormats(result, () => collected.password), [result, collected]);
  const [copied, setCopied] = useState(false);
  async function finish() {
    await props.onFinish();
    const { login } = props.view.record;
    if (!rotated && login && result.intent !== "remove") router.push(`/connections/${login.connection}`);
  }
  return (
    <>
      <PageHead
        up={{ href: "/hand-offs", label: "Hand-offs" }}
        title={titleOf(collected)}
        lead={life?.sessions ? sessionsSentence(life.sessions) : leadOf(collected)}
      />
      <div className="mt-8 grid max-w-[760px] gap-6">
        {rotated && (
          <CopyField
            formats={formats}
            note={result.passwordMode === "verifier" ? MADE_HERE : SEALED}
            done="URL copied. Now paste it into Lucien."
            onCopied={() => setCopied(true)}
          />
        )}
        {life && life.left.length > 0 && <LeftList left={life.left} role={result.role} />}
        <Facts className="border-t border-line" facts={factsOf(collected)} />
        {life && life.statements.length > 0 && (
          <Disclosure summary="What ran in the database">
            <div className="mt-3">
              <SqlBlock sql={life.statements.map((one) => `${one};`).join("\n")} bold={result.role} onSurface />
            </div>
          </Disclosure>
        )}
        {props.children}
        <div className="flex flex-wrap items-center gap-4">
          <Button busy={busy} notYet={rotated && !copied} reasonId="life-reason" onClick={() => void finish()}>
            {rotated ? "I have pasted it into Lucien" : "I have seen it"}
          </Button>
          <span id="life-reason" className="text-small text-ink-2">
            {rotated && !copied ? "Copy the URL first" : "Then we delete the rest of this job."}
          </span>
        </div>
      </div>
    </>
  );
}

function titleOf({ result, life }: CollectedLife): string {
  const { intent, outcome } = result;
  if (outcome === "told") return TOLD[intent] ?? "Your engineer says that it is done";
  if (outcome === "left") return "It is paused, but could not be removed yet";
  if (intent === "resume" && life?.expiredAt) return "It may sign in again, but its password has run out";
  if (outcome === "unchanged") return UNCHANGED[intent] ?? "It was so already";
  return DONE[intent] ?? "It is done";
}

type Titles = Partial<Record<CollectedLife["result"]["intent"], string>>;

const DONE: Titles = {
  pause: "It is paused",
  resume: "It may sign in again",
  remove: "It is removed",
  rotate: "The password is new. Copy the URL",
};
const UNCHANGED: Titles = {
  pause: "It was paused already",
  resume: "It could sign in already",
  remove: "There was no such login any more",
};
const TOLD: Titles = {
  pause: "Your engineer says that it is paused",
  resume: "Your engineer says that it may sign in again",
  remove: "Your engineer says that it is removed",
};

function leadOf({ result }: CollectedLife): string {
  if (result.outcome === "told") {
    return "They ran the script themselves, so we have not seen it. Check the login with its URL if you want to be sure.";
  }
  if (result.intent === "resume") return "With the password and the rights that it had.";
  return "";
}

function factsOf({ result }: CollectedLife) {
  return [
    { term: "Login", value: result.role, code: true },
    { term: "Database", value: result.database, code: true },
    { term: "Server", value: `${result.host}:${result.port}`, code: true },
    { term: "Your engineer", value: result.way === "form" ? "used the form" : "ran the SQL themselves" },
  ];
}

const MADE_HERE = "Made in this browser. We cannot look it up for you.";
const SEALED = "This host wants the password itself: our server made it, and sealed it for this browser.";
