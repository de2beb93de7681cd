"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { GivenUrl } from "../wizard/connect/target-of-url";
import { AskEngineer } from "./ask-engineer";
import { LifeSection } from "./life-section";
import { ScriptView } from "./script-view";
import { sessionsSentence } from "./sessions";
import { UrlForm } from "./url-form";
import { useLife } from "./use-life";
import type { PauseAnswer, ResumeAnswer } from "./wire";

type Act = "pause" | "resume";

const WORDS = {
  pause: {
    title: "Pause it",
    about: "Nobody can sign in with it, and its open visits end. Its password and what it may read stay as they are.",
    act: "Pause it now",
    acting: "Pausing it",
  },
  resume: {
    title: "Let it sign in again",
    about: "With the password and the rights that it had.",
    act: "Let it sign in again",
    acting: "Letting it in",
  },
} as const;

/** Shut for now, or open again. */
export function PauseSection({ id, role, act }: { id: string; role: string; act: Act }) {
  const router = useRouter();
  const { busy, error, order } = useLife(id);
  const [says, setSays] = useState<string | null>(null);
  const [script, setScript] = useState<string | null>(null);
  const words = WORDS[act];
  async function run(url: GivenUrl) {
    const done =
      act === "pause"
        ? paused(await order<PauseAnswer>("pause", url))
        : resumed(await order<ResumeAnswer>("resume", url));
    setSays(done);
    router.refresh();
    return done !== null;
  }
  return (
    <LifeSection anchor="pause" title={words.title} about={words.about} act={act === "pause" ? "Pause" : "Resume"}>
      <UrlForm
        label="An admin's URL"
        hint="The admin who made the login, or a superuser. Used once, and not kept."
        act={words.act}
        acting={words.acting}
        busy={busy === act}
        error={error}
        onGive={run}
        second={{
          label: "Show the script instead",
          onGive: async (url) =>
            setScript((await order<{ script: string }>("script", url, () => ({ act })))?.script ?? null),
        }}
      >
        {says !== null && (
          <p aria-live="polite" className="font-semibold">
            {says}
          </p>
        )}
        {script !== null && <ScriptView script={script} role={role} />}
      </UrlForm>
      <AskEngineer id={id} intent={act} />
    </LifeSection>
  );
}

function paused(answer: PauseAnswer | null): string | null {
  if (answer === null) return null;
  const before = answer.outcome === "unchanged" ? "It was paused already." : "It is paused.";
  return `${before} ${sessionsSentence(answer.sessions)}`;
}

function resumed(answer: ResumeAnswer | null): string | null {
  if (answer === null) return null;
  if (answer.expiredAt !== null) return "It may sign in again, but its password has run out. Give it a new one.";
  return answer.outcome === "unchanged" ? "It could sign in already." : "It may sign in again.";
}
