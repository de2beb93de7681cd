"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { CopyField } from "../ui/copy-field";
import { useLeaveGuard } from "../ui/use-leave-guard";
import { makeBlindPassword } from "../wizard/blind-password";
import type { GivenUrl } from "../wizard/connect/target-of-url";
import { copyFormats } from "../wizard/connection-forms";
import { ClientNotes } from "../wizard/done/client-notes";
import { AskEngineer } from "./ask-engineer";
import { LifeSection } from "./life-section";
import { ScriptView } from "./script-view";
import { sessionsSentence } from "./sessions";
import { UrlForm } from "./url-form";
import { useLife } from "./use-life";
import type { RotateAnswer } from "./wire";

/** A new password, made in this browser: by the login itself with its old URL, or by an admin. */
export function RotateSection({ id, role }: { id: string; role: string }) {
  const router = useRouter();
  const { busy, error, order } = useLife(id);
  const [answer, setAnswer] = useState<RotateAnswer | null>(null);
  const [script, setScript] = useState<string | null>(null);
  // Not in the state: what is drawn is never the password.
  const password = useRef<string | null>(null);
  const [copied, setCopied] = useState(false);
  useLeaveGuard(busy === "rotate" || (answer !== null && !copied));
  async function rotate(url: GivenUrl) {
    const made = await makeBlindPassword(role);
    const given = await order<RotateAnswer>("rotate", url, ({ user }) => ({
      self: user === role || user.startsWith(`${role}.`),
      verifier: made.verifier,
      sealTo: made.sealTo,
    }));
    if (given === null) return false;
    password.current = given.sealedPassword === null ? made.password : await made.unseal(given.sealedPassword);
    setAnswer(given);
    router.refresh();
    return true;
  }
  return (
    <LifeSection
      anchor="password"
      title="Give it a new password"
      about="The old one opens nothing from then on, and its open visits end. Paste the new URL into Lucien right after."
      act="New password"
    >
      {answer === null ? (
        <UrlForm
          label="Its old URL, or an admin's"
          hint="Either can do it: a login may change its own password. Used once, and not kept."
          act="Make a new password"
          acting="Changing the password"
          busy={busy !== null}
          error={error}
          onGive={rotate}
          second={{
            label: "Show the script instead",
            onGive: async (url) =>
              setScript((await order<{ script: string }>("script", url, () => ({ act: "rotate" })))?.script ?? null),
          }}
        >
          {script !== null && <ScriptView script={script} role={role} />}
        </UrlForm>
      ) : (
        <div aria-live="polite" className="grid gap-3">
          <p className="font-semibold">The password is new. The old one opens nothing any more.</p>
          <p className="text-small text-ink-2">{sessionsSentence(answer.sessions)}</p>
          <CopyField
            formats={copyFormats(answer.address, () => password.current)}
            note={answer.passwordMode === "verifier" ? MADE_HERE : SEALED}
            done="URL copied. Now paste it into Lucien."
            onCopied={() => setCopied(true)}
          />
          <ClientNotes address={answer.address} caPem={null} />
        </div>
      )}
      {answer === null && <AskEngineer id={id} intent="rotate" />}
    </LifeSection>
  );
}

const MADE_HERE = "Made in this browser. We cannot look it up for you.";
const SEALED = "This host wants the password itself: our server made it, and sealed it for this browser.";
