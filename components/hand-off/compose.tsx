"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { KnownSchemas } from "./compose-form";
import { composeInput } from "./compose-model";
import { ComposeScreen } from "./compose-screen";
import { createHandOff } from "./founder-actions";
import { KeyElsewhere } from "./key-elsewhere";
import { Problem } from "./problem";
import { RecoveryStep } from "./recovery-step";
import { useAttempt } from "./use-attempt";
import { keepPasscode, useDraft } from "./use-draft";
import { useKeys } from "./use-keys";
import type { About, KeyState } from "./view.types";

/** Writes a link: the form, the recovery code where the key is new, then off to the message. */
export function Compose(props: { from: string; known: KnownSchemas | null; about: About | null }) {
  const { from, known, about } = props;
  const keys = useKeys();
  const router = useRouter();
  const [ask, change, forget] = useDraft(from, about ? `:${about.intent}:${about.login.connection}` : "");
  const [code, setCode] = useState<string | null>(null);
  const { busy, error, attempt } = useAttempt();

  async function send() {
    const { id } = await createHandOff(composeInput(ask, about));
    keepPasscode(id, ask.passcode);
    forget();
    router.push(`/hand-offs/${id}/message`);
  }
  const makeKey = (afresh: boolean) => attempt(async () => setCode(await keys.make({ afresh })));
  const make = () => (keys.state.kind === "none" ? makeKey(false) : attempt(send));

  if (code !== null) {
    const fragile = keys.state.kind === "ready" && keys.state.fragile;
    return (
      <RecoveryStep
        code={code}
        fragile={fragile}
        busy={busy}
        act={["Make the link", "Making the link"]}
        onKept={() => attempt(send)}
      >
        {error && <Problem error={error} state="The link is not made yet." />}
      </RecoveryStep>
    );
  }
  return (
    <ComposeScreen
      ask={ask}
      known={known}
      about={about}
      onChange={change}
      busy={busy}
      notYet={NOT_YET[keys.state.kind]}
      onMake={() => void make()}
    >
      {error && <Problem error={error} state="The link is not made." />}
      <KeyTrouble state={keys.state} recover={keys.recover} afresh={() => void makeKey(true)} />
    </ComposeScreen>
  );
}

const NOT_YET: Record<KeyState["kind"], string | null> = {
  loading: "Looking for your key",
  unusable: "This browser cannot keep a key",
  elsewhere: "Your key is not here yet",
  none: null,
  ready: null,
};

/** Why the key does not open anything here, and the way to change that; nothing where it does. */
export function KeyTrouble(props: { state: KeyState; recover: (code: string) => Promise<void>; afresh?: () => void }) {
  if (props.state.kind === "unusable") return <Problem error={props.state.error} />;
  if (props.state.kind !== "elsewhere") return null;
  return <KeyElsewhere recover={props.recover} afresh={props.afresh} />;
}
