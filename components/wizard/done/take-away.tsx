"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { Button } from "../../ui/button";
import { ErrorPanel } from "../../ui/error-panel";
import { TextButton } from "../../ui/text-button";
import { copyFormats } from "../connection-forms";
import type { RunResult } from "../wire";
import { useWizard } from "../wizard-provider";
import { ClientNotes } from "./client-notes";
import { GuardedUrl } from "./guarded-url";

/** The URL, or why there is none. */
export function TakeAway({ result, onCopied }: { result: RunResult; onCopied: () => void }) {
  const { rolePassword, target } = useWizard();
  const formats = useMemo(() => copyFormats(result.address, rolePassword), [result.address, rolePassword]);
  if (result.passwordMode === "unchanged") return <KeptPassword role={result.role} />;
  if (rolePassword() === null) return <LostPassword />;
  const note = "Made in this browser. We cannot look it up for you.";
  return (
    <>
      <GuardedUrl result={result} formats={formats} note={note} onCopied={onCopied} />
      <ClientNotes address={result.address} caPem={target?.caPem ?? null} />
    </>
  );
}

function KeptPassword({ role }: { role: string }) {
  const makeNew = useNewPassword();
  return (
    <div className="rounded-panel border border-line-2 bg-surface px-5 py-[18px]">
      <p className="font-semibold">The URL that Lucien has goes on working</p>
      <p className="mt-0.5 text-small text-ink-2">
        <span className="font-mono text-code">{role}</span> was there before, and we did not touch its password. Is the
        URL lost? <TextButton onClick={makeNew}>Make a new password</TextButton>
      </p>
    </div>
  );
}

function LostPassword() {
  const makeNew = useNewPassword();
  return (
    <ErrorPanel
      title="The password is no longer in this page"
      state="The page was loaded again, and the password was only in its memory. Nobody can look it up. A URL that you copied before still works. If you have none, make a new password."
    >
      <Button small onClick={makeNew}>
        Make a new password
      </Button>
    </ErrorPanel>
  );
}

/** Leads to the review, where the new password is one answer of a question. */
function useNewPassword(): () => void {
  const { setPasswordFate } = useWizard();
  const router = useRouter();
  return () => {
    setPasswordFate("new");
    router.push("/review");
  };
}
