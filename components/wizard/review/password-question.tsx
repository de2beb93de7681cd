"use client";

import { type ChangeEvent, useId, useRef, useState } from "react";
import { literal, sql } from "../../../lib/postgres/sql";
import { setPassword } from "../../../lib/statements/role";
import { PasswordField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { Radio } from "../../ui/radio";
import { TextButton } from "../../ui/text-button";
import { useWizard } from "../wizard-provider";
import { EngineerSide } from "./change-row";
import { type LoginPlace, passwordInUrl } from "./login-url";
import { QuestionFrame } from "./question-panel";
import { StatementsBlock } from "./statements-block";

/** The login is there already: whether its password stays. Nothing is ticked before, since one answer cuts Lucien off. */
export function PasswordQuestion(props: {
  place: LoginPlace;
  validUntil: string | null;
  /** The pasted URL cannot be used as it stands. */
  onUnclear: (unclear: boolean) => void;
}) {
  const wizard = useWizard();
  const { passwordFate } = wizard;
  const { place, onUnclear } = props;
  const id = useId();
  function choose(fate: "keep" | "new") {
    onUnclear(false);
    wizard.setPasswordFate(fate);
  }
  return (
    <QuestionFrame required>
      <fieldset className="min-w-0" aria-labelledby={id}>
        <p className="text-label font-semibold text-ask">Needs your answer</p>
        <h2 id={id} className="text-body font-semibold">
          Lucien’s password
        </h2>
        <p className="mt-0.5 text-small text-ink-2">
          <span className="font-mono text-code">{place.role}</span> is there already, and we do not know its password.
        </p>
        <div className="mt-2 grid gap-1 text-row">
          <Radio
            name={id}
            value="keep"
            checked={passwordFate === "keep"}
            onChange={() => choose("keep")}
            label="Keep it. Lucien goes on working."
          />
          {passwordFate === "keep" && <LoginUrl place={place} onUnclear={onUnclear} />}
          <Radio
            name={id}
            value="new"
            checked={passwordFate === "new"}
            onChange={() => choose("new")}
            label="Make a new one. Lucien is cut off until you paste the new URL."
          />
        </div>
      </fieldset>
      <EngineerSide>
        <Engineer role={place.role} fate={passwordFate} validUntil={props.validUntil} />
      </EngineerSide>
    </QuestionFrame>
  );
}

/** Without it the rights are tried all the same; that the login itself opens is then not tested. */
function LoginUrl({ place, onUnclear }: { place: LoginPlace; onUnclear: (unclear: boolean) => void }) {
  const wizard = useWizard();
  const input = useRef<HTMLInputElement>(null);
  const [says, setSays] = useState<string | null>(null);
  function read(text: string) {
    const found = passwordInUrl(text, place);
    const unclear = found !== null && "says" in found ? found.says : null;
    setSays(unclear);
    onUnclear(unclear !== null);
    if (found !== null && "password" in found) wizard.setLoginPassword(found.password);
  }
  function onChange(event: ChangeEvent<HTMLInputElement>) {
    const { nativeEvent, target } = event;
    // A letter typed by hand: the text may be half done, so it is read when the field is left.
    const typing = nativeEvent instanceof InputEvent && nativeEvent.inputType.startsWith("insertText");
    if (!typing) read(target.value);
  }
  if (wizard.hasLoginPassword) {
    return (
      <p role="status" className="my-2 ml-[26px] flex items-baseline gap-2 text-small">
        <Icon name="check" size={14} className="translate-y-0.5" />
        <span>
          We sign in with its password. It stays in this page and is sent once.{" "}
          <TextButton onClick={() => wizard.setLoginPassword(null)}>Take it out</TextButton>
        </span>
      </p>
    );
  }
  return (
    <div className="my-2 ml-[26px] text-body">
      <PasswordField
        label="Paste Lucien’s URL to test its login"
        aside="optional"
        ref={input}
        error={says}
        hint="Read in this page. Its password is sent once, to sign in, and kept nowhere."
        onChange={onChange}
        onBlur={(event) => read(event.target.value)}
      />
    </div>
  );
}

function Engineer(props: { role: string; fate: "keep" | "new" | null; validUntil: string | null }) {
  const { role, fate, validUntil } = props;
  if (fate !== "new") {
    return (
      <p className="text-small text-ink-2">
        No ALTER ROLE … PASSWORD is sent. With the URL we sign in as {role} and try everything over its own login.
        Without it the tries run under SET LOCAL ROLE in the admin’s session, and the report says: login not tested.
      </p>
    );
  }
  const words = { title: "", reason: "" };
  const statement = setPassword(role, sql`'SCRAM-SHA-256$…'`, literal(validUntil ?? "infinity"), words);
  return (
    <>
      <p className="mb-1.5 text-small text-ink-2">
        One statement, once the rest is in. Sessions that are open stay open; the old password no longer signs in. The
        new one is made in this browser, so we do not sign in with it: the tries run under SET LOCAL ROLE.
      </p>
      <StatementsBlock statements={[statement]} role={role} onSurface />
    </>
  );
}
