"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { LeftBehind } from "../../lib/lifecycle/removal-plan";
import { Dialog } from "../ui/dialog";
import { TextButton } from "../ui/text-button";
import { useToast } from "../ui/toast";
import type { GivenUrl } from "../wizard/connect/target-of-url";
import { AskEngineer } from "./ask-engineer";
import { LeftList } from "./left-list";
import { LifeSection } from "./life-section";
import { ScriptView } from "./script-view";
import { UrlForm } from "./url-form";
import { useLife } from "./use-life";
import type { RemoveAnswer } from "./wire";

/** The login goes, from every database of its server. */
export function RemoveSection({ id, role, name }: { id: string; role: string; name: string }) {
  const router = useRouter();
  const toast = useToast();
  const { busy, error, order } = useLife(id);
  const [asking, setAsking] = useState(false);
  const given = useRef<GivenUrl | null>(null);
  const [left, setLeft] = useState<LeftBehind[]>([]);
  const [script, setScript] = useState<string | null>(null);
  async function ask(url: GivenUrl) {
    given.current = url;
    setAsking(true);
    return false;
  }
  async function remove() {
    const url = given.current;
    keep();
    const answer = await order<RemoveAnswer>("remove", url);
    if (answer === null) return;
    setLeft(answer.left);
    if (answer.outcome === "left") return router.refresh();
    toast(answer.outcome === "removed" ? `${role} is gone from every database.` : "There was no such login any more.");
    router.push("/connections");
  }
  function keep() {
    given.current = null;
    setAsking(false);
  }
  async function forget() {
    if ((await order("forget", null)) !== null) router.push("/connections");
  }
  return (
    <LifeSection
      anchor="remove"
      title="Remove it"
      about="Lucien loses all access. Everything it was given goes, in every database of this server, and nobody else loses anything."
      act="Remove"
    >
      <UrlForm
        label="An admin's URL"
        hint="The admin who made the login, or a superuser. Used once, and not kept."
        act="Remove the login"
        acting="Removing it"
        look="stop"
        busy={busy === "remove"}
        error={error}
        onGive={ask}
        second={{
          label: "Show the script instead",
          onGive: async (url) =>
            setScript((await order<{ script: string }>("script", url, () => ({ act: "remove" })))?.script ?? null),
        }}
      >
        {left.length > 0 && <LeftList left={left} role={role} />}
        {script !== null && <ScriptView script={script} role={role} />}
      </UrlForm>
      <AskEngineer id={id} intent="remove" />
      <p className="text-small text-ink-2">
        Gone already, or of no interest?{" "}
        <TextButton onClick={() => void forget()}>Take {name} off this list</TextButton>. The login itself stays as it
        is.
      </p>
      <Dialog
        open={asking}
        title={`Remove ${role}?`}
        keep="Keep it"
        act="Remove the login"
        onKeep={keep}
        onAct={() => void remove()}
      >
        Lucien is cut off at once. There is no way back to this login and its password; a new one can be made at any
        time.
      </Dialog>
    </LifeSection>
  );
}
