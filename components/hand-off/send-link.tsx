"use client";

import { useEffect, useState } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { PageHead } from "../shell/page";
import { asAppError } from "../wizard/stream";
import { KeyTrouble } from "./compose";
import { linkOf } from "./founder-actions";
import { Problem } from "./problem";
import { SendScreen } from "./send-screen";
import { keptPasscode } from "./use-draft";
import { useHandOff } from "./use-hand-off";
import { useKeys } from "./use-keys";

/** The message with the link, opened with the founder's key: right after it was made, and whenever it is sent again. */
export function SendLink({ id }: { id: string }) {
  const { view, error } = useHandOff(id);
  const keys = useKeys();
  const { link, problem } = useLink(id, keys.state.kind === "ready", view?.attempt ?? 0);
  const [passcode, setPasscode] = useState<string | null>(null);
  useEffect(() => setPasscode(keptPasscode(id)), [id]);

  if (view && link) return <SendScreen view={view} link={link} passcode={passcode} />;
  return (
    <>
      <PageHead up={{ href: "/hand-offs", label: "Hand-offs" }} title="The message for your engineer" />
      <div className="mt-8 grid max-w-[720px] gap-6">
        {error && <Problem error={error} />}
        {problem && <Problem error={problem} />}
        <KeyTrouble state={keys.state} recover={keys.recover} />
        {!error && !problem && keys.state.kind === "loading" && (
          <p className="text-ink-2">Opening it with your key …</p>
        )}
      </div>
    </>
  );
}

function useLink(id: string, ready: boolean, attempt: number) {
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<AppErrorJson | null>(null);
  useEffect(() => {
    if (!ready || attempt === 0) return;
    let gone = false;
    linkOf(id)
      .then((whole) => gone || setLink(whole))
      .catch((thrown: unknown) => gone || setProblem(asAppError(thrown)));
    return () => {
      gone = true;
    };
  }, [id, ready, attempt]);
  return { link, problem };
}
