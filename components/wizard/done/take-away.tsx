"use client";

import { useMemo, useState } from "react";
import { Button } from "../../ui/button";
import { CopyField } from "../../ui/copy-field";
import { ErrorPanel } from "../../ui/error-panel";
import { copyFormats } from "../connection-forms";
import type { RunResult } from "../wire";
import { useWizard } from "../wizard-provider";
import { anywayLabel } from "./verdict-words";

/** The URL, or why there is none. With a verdict that is not good it waits behind one more press. */
export function TakeAway({ result, onCopied }: { result: RunResult; onCopied: () => void }) {
  const { rolePassword } = useWizard();
  const formats = useMemo(() => copyFormats(result.address, rolePassword), [result.address, rolePassword]);
  const [anyway, setAnyway] = useState(result.verification.verdict !== "can-write");
  if (result.passwordMode === "unchanged") return <KeptPassword role={result.role} />;
  if (rolePassword() === null) return <LostPassword role={result.role} />;
  if (!anyway) {
    return (
      <Button look="stop" className="h-auto! min-h-11 py-2 whitespace-normal!" onClick={() => setAnyway(true)}>
        {anywayLabel(result)}
      </Button>
    );
  }
  return (
    <CopyField
      formats={formats}
      note="Made in this browser. We cannot look it up for you."
      done="URL copied. Now paste it into Lucien."
      onCopied={onCopied}
    />
  );
}

function KeptPassword({ role }: { role: string }) {
  return (
    <div className="rounded-panel border border-line-2 bg-surface px-5 py-[18px]">
      <p className="font-semibold">The URL that Lucien has goes on working</p>
      <p className="mt-0.5 text-small text-ink-2">
        <span className="font-mono text-code">{role}</span> was there before, and we did not touch its password.
      </p>
    </div>
  );
}

function LostPassword({ role }: { role: string }) {
  return (
    <ErrorPanel
      title="The password is no longer in this page"
      state="The page was loaded again, and the password was only in its memory. Nobody can look it up. The login stands, but nobody can sign in with it."
      detail={`Remove the role and go through the wizard again:\nDROP OWNED BY "${role.replaceAll('"', '""')}"; DROP ROLE "${role.replaceAll('"', '""')}";`}
    />
  );
}
