"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { isLifeIntent } from "../../lib/hand-off/intent";
import { Button } from "../ui/button";
import { EngineerDone } from "./engineer-done";
import {
  InUseGate,
  LostGate,
  PasscodeGate,
  PasteGate,
  ReadingGate,
  RefusedGate,
  TamperedGate,
  TroubleGate,
} from "./engineer-gates";
import { EngineerLanding } from "./engineer-landing";
import { LifeLanding } from "./life-landing";
import type { LifeRecord } from "./life-link";
import { LifeWork } from "./life-work";
import { OwnLoginForm } from "./own-login-form";
import { keepWay } from "./use-draft";
import { useEngineer } from "./use-engineer";
import type { Engineer, HandOffRecord } from "./view.types";
import type { Way } from "./ways";

/** /h/<id>: whatever the link turns out to be. */
export function EngineerPage({ id }: { id: string }) {
  const engineer = useEngineer(id);
  const { state, busy } = engineer;
  switch (state.kind) {
    case "reading":
      return <ReadingGate />;
    case "paste":
      return <PasteGate problem={state.problem} busy={busy} onPaste={engineer.paste} />;
    case "refused":
      return state.error.code === "refused.link" ? <RefusedGate /> : <TroubleGate error={state.error} />;
    case "passcode":
      return <PasscodeGate {...state} busy={busy} onEnter={engineer.enterPasscode} />;
    case "in-use":
      return <InUseGate {...state} busy={busy} onTakeOver={engineer.takeOver} />;
    case "tampered":
      return <TamperedGate error={state.error} />;
    case "lost":
      return (
        <LostGate error={state.error}>
          <Button onClick={() => window.location.reload()}>Look at the link again</Button>
        </LostGate>
      );
    case "done":
      return <EngineerDone from={state.record.from} result={state.result} />;
    case "open":
    case "held":
      return <Landing engineer={engineer} state={state} />;
  }
}

function isLife(record: HandOffRecord): record is LifeRecord {
  return isLifeIntent(record.intent) && record.login !== null;
}

type Readable = Extract<Engineer["state"], { kind: "open" | "held" }>;

function Landing({ engineer, state }: { engineer: Engineer; state: Readable }) {
  const router = useRouter();
  const [chosen, setChosen] = useState<Way | null>(null);
  const [server, setServer] = useState("");
  useEffect(() => setServer(window.location.host), []);
  const held = state.kind === "held";
  const toWizard = held && !isLife(state.record) && chosen !== null && chosen !== "own-login";
  // Whether the claim was won, the next state says, not the end of the request.
  useEffect(() => {
    if (toWizard) router.push("/connect");
  }, [toWizard, router]);
  async function begin(way: Way, host: string) {
    setChosen(way);
    keepWay(state.record.id, way);
    if (!held) await engineer.claim({ host, database: "" });
  }
  const { record } = state;
  if (isLife(record)) {
    return (
      <LifeLanding {...{ record, held, earlierClaims: state.earlierClaims, busy: engineer.busy }} onBegin={begin}>
        {held && <LifeWork record={record} onComplete={engineer.completeLife} />}
      </LifeLanding>
    );
  }
  return (
    <EngineerLanding
      record={state.record}
      earlierClaims={state.earlierClaims}
      server={server}
      held={held}
      busy={engineer.busy}
      onBegin={begin}
    >
      {held && chosen === "own-login" && (
        <OwnLoginForm onGive={engineer.completeOwnLogin} onBack={() => setChosen(null)} />
      )}
    </EngineerLanding>
  );
}
