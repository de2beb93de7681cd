"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { makesPassword } from "../../lib/hand-off/intent";
import { PageHead } from "../shell/page";
import { Button } from "../ui/button";
import { SideNote } from "../ui/side-note";
import { KeyTrouble } from "./compose";
import { resendHandOff, revokeHandOff } from "./founder-actions";
import { Problem } from "./problem";
import { RecoveryStep } from "./recovery-step";
import { Result } from "./result";
import { SendAgain } from "./send-again";
import { useAttempt } from "./use-attempt";
import { keepPasscode } from "./use-draft";
import { useHandOff } from "./use-hand-off";
import { useKeys } from "./use-keys";
import type { FounderView, Keys, LiveHandOff } from "./view.types";
import { isOpen, WaitingScreen } from "./waiting-screen";

/** One hand-off from the founder's side: waits, and becomes the result by itself when that is there. */
export function Watch({ id }: { id: string }) {
  const { view, line, error } = useHandOff(id);
  const keys = useKeys();
  const [code, setCode] = useState<string | null>(null);
  const fresh = useAttempt();
  if (code !== null) {
    const fragile = keys.state.kind === "ready" && keys.state.fragile;
    const goOn = ["Go on", "Go on"] as const;
    return <RecoveryStep code={code} fragile={fragile} busy={false} act={goOn} onKept={() => setCode(null)} />;
  }
  if (view === null) return <NotYet error={error} />;
  const result = view.state === "completed" || (view.state === "collected" && !view.finished);
  const afresh = () => void fresh.attempt(async () => setCode(await keys.make({ afresh: true })));
  const trouble = (
    <>
      {fresh.error && <Problem error={fresh.error} />}
      <KeyTrouble state={keys.state} recover={keys.recover} afresh={afresh} />
    </>
  );
  return result && view.mine ? (
    <Result view={view} keys={keys} trouble={trouble} again={<Again view={view} keys={keys} open />} />
  ) : (
    <Waiting view={view} line={line} keys={keys} trouble={trouble} />
  );
}

function NotYet({ error }: { error: AppErrorJson | null }) {
  return (
    <>
      <PageHead
        up={{ href: "/hand-offs", label: "Hand-offs" }}
        title={error ? "We cannot show this link" : "One moment"}
      />
      {error && (
        <Problem className="mt-8 max-w-[720px]" error={error}>
          <Button small onClick={() => window.location.reload()}>
            Try again
          </Button>
        </Problem>
      )}
    </>
  );
}

function Waiting(props: { view: FounderView; line: LiveHandOff["line"]; keys: Keys; trouble: ReactNode }) {
  const { view, line, keys } = props;
  const { error, attempt } = useAttempt();
  return (
    <WaitingScreen
      view={view}
      line={line}
      onStop={() => attempt(() => revokeHandOff(view.id))}
      problem={
        <div className="mt-6 grid max-w-[620px] gap-6 empty:hidden">
          {!view.mine && <SomebodyElses />}
          {error && <Problem error={error} />}
          {view.mine && !view.finished && props.trouble}
        </div>
      }
      again={view.mine && !view.finished && <Again view={view} keys={keys} open={!isOpen(view)} />}
    />
  );
}

/** A new link for the same: with the key that is here. The login gets a new password by it. */
function Again({ view, keys, open }: { view: FounderView; keys: Keys; open: boolean }) {
  const router = useRouter();
  const { error, attempt } = useAttempt();
  if (keys.state.kind !== "ready") return null;
  async function again(hours: number, passcode: string | null) {
    await resendHandOff(view, { lifeMs: hours * 3_600_000, passcode });
    keepPasscode(view.id, passcode);
    router.push(`/hand-offs/${view.id}/message`);
  }
  return (
    <>
      {error && <Problem className="mb-6" error={error} state="The link is as it was." />}
      <SendAgain
        open={open}
        hours={72}
        passcode={view.record.passcode}
        newPassword={makesPassword(view.record.intent)}
        onSend={(hours, passcode) => attempt(() => again(hours, passcode))}
      />
    </>
  );
}

/** Every founder sees it; what it brings home only its sender's key opens. */
function SomebodyElses() {
  return (
    <SideNote tone="ask">
      Another founder sent this link. You see how it goes and can stop it. The URL opens in their browser alone.
    </SideNote>
  );
}
