"use client";

import { useRouter } from "next/navigation";
import type { AppErrorJson } from "../../lib/errors";
import { PageHead } from "../shell/page";
import { Button } from "../ui/button";
import { SideNote } from "../ui/side-note";
import { resendHandOff, revokeHandOff } from "./founder-actions";
import { Problem } from "./problem";
import { Result } from "./result";
import { SendAgain } from "./send-again";
import { useAttempt } from "./use-attempt";
import { keepPasscode } from "./use-draft";
import { useHandOff } from "./use-hand-off";
import type { FounderView, LiveHandOff } from "./view.types";
import { isOpen, WaitingScreen } from "./waiting-screen";

/** One hand-off from the founder's side: waits, and becomes the result by itself when that is there. */
export function Watch({ id }: { id: string }) {
  const { view, line, error } = useHandOff(id);
  if (view === null) return <NotYet error={error} />;
  const result = view.state === "completed" || (view.state === "collected" && !view.finished);
  return result && view.mine ? <Result view={view} /> : <Waiting view={view} line={line} />;
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

/** Every founder sees it; what it brings home only its sender's key opens. */
function SomebodyElses() {
  return (
    <SideNote tone="ask" className="mt-6 max-w-[60ch]">
      Another founder sent this link. You see how it goes and can stop it. The URL opens in their browser alone.
    </SideNote>
  );
}

function Waiting({ view, line }: { view: FounderView; line: LiveHandOff["line"] }) {
  const router = useRouter();
  const { error, attempt } = useAttempt();
  async function again(hours: number, passcode: string | null) {
    await resendHandOff(view, { lifeMs: hours * 3_600_000, passcode });
    keepPasscode(view.id, passcode);
    router.push(`/hand-offs/${view.id}/message`);
  }
  const over = !isOpen(view);
  const canResend = view.mine && view.state !== "completed" && view.state !== "collected";
  return (
    <WaitingScreen
      view={view}
      line={line}
      onStop={() => attempt(() => revokeHandOff(view.id))}
      problem={
        <>
          {!view.mine && <SomebodyElses />}
          {error && <Problem className="mt-6" error={error} />}
        </>
      }
      again={
        canResend && (
          <SendAgain
            open={over}
            hours={72}
            passcode={view.record.passcode}
            onSend={(hours, passcode) => attempt(() => again(hours, passcode))}
          />
        )
      }
    />
  );
}
