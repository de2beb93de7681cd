"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { PageHead } from "../shell/page";
import { Disclosure } from "../ui/disclosure";
import { asAppError } from "../wizard/stream";
import { collectHandOff, finishHandOff } from "./founder-actions";
import { LifeResult } from "./life-result";
import { Problem } from "./problem";
import { ResultCard } from "./result-card";
import { Timeline } from "./timeline";
import { UrlScreen } from "./url-screen";
import { useAttempt } from "./use-attempt";
import type { Collected, CollectedLife, FounderView, Keys } from "./view.types";
import { headOf } from "./words";

/** The result: opened and checked with the founder's key, looked at, then the URL, then "I have it". */
export function Result(props: { view: FounderView; keys: Keys; trouble: ReactNode; again: ReactNode }) {
  const { view, keys } = props;
  const { collected, problem } = useCollected(view.id, keys.state.kind === "ready");
  const router = useRouter();
  const [confirmed, setConfirmed] = useState(false);
  const { busy, error, attempt } = useAttempt();
  const finish = () => attempt(() => finishHandOff(view.id));
  const wrong = error && <Problem className="mt-6" error={error} state="Nothing is deleted yet." />;
  const changes = view.record.intent === "change";
  const seen = () => void finish().then(() => router.push(`/connections/${view.record.login?.connection}`));
  if (collected && "life" in collected) {
    return (
      <LifeResult view={view} collected={collected} busy={busy} onFinish={finish}>
        {wrong}
      </LifeResult>
    );
  }
  if (collected && confirmed) {
    return (
      <UrlScreen collected={collected} busy={busy} onFinish={() => void finish()}>
        {wrong}
      </UrlScreen>
    );
  }
  const head = headOf(view);
  return (
    <>
      <PageHead up={{ href: "/hand-offs", label: "Hand-offs" }} title={head.title} lead={head.lead} />
      <div className="mt-8 grid gap-6">
        {problem && (
          <Problem className="max-w-[720px]" error={problem} state="We show nothing that we cannot vouch for." />
        )}
        {problem && <div className="max-w-[520px]">{props.again}</div>}
        {props.trouble}
        {collected && (
          <ResultCard collected={collected} busy={busy} onYes={changes ? seen : () => setConfirmed(true)} />
        )}
        {changes && wrong}
        {!collected && !problem && keys.state.kind === "ready" && (
          <p className="text-ink-2">Checking that nothing was changed on the way …</p>
        )}
      </div>
      <Disclosure summary="What has happened" className="mt-10">
        <Timeline view={view} live={false} />
      </Disclosure>
    </>
  );
}

/** Asked for once the key is here. Asking again gives the same: nothing is deleted before "I have it". */
function useCollected(id: string, ready: boolean) {
  const [collected, setCollected] = useState<Collected | CollectedLife | null>(null);
  const [problem, setProblem] = useState<AppErrorJson | null>(null);
  useEffect(() => {
    if (!ready) return;
    let gone = false;
    collectHandOff(id)
      .then((result) => gone || setCollected(result))
      .catch((thrown: unknown) => gone || setProblem(asAppError(thrown)));
    return () => {
      gone = true;
    };
  }, [id, ready]);
  return { collected, problem };
}
