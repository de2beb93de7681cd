"use client";

import { useId } from "react";
import { providerOfHost } from "../../../lib/postgres/providers.ts";
import { Button } from "../../ui/button";
import { ScreenFoot, ScreenHead } from "../shell/frames";
import type { ChangedLogin } from "../wizard.types";
import { useWizard } from "../wizard-provider";
import { AddressNote } from "./address-note";
import { ChangeNote, useChangedLogin } from "./change-note";
import { CheckList } from "./check-list";
import { ConnectionFields } from "./connection-fields";
import { fixFor, otherFixFor } from "./fix";
import { EMPTY_FORM } from "./form";
import { PasteBox } from "./paste-box";
import { SampleOffer } from "./sample-offer";
import { SshFields } from "./ssh-fields";
import { TlsChoice } from "./tls-choice";
import { footNote, useConnectScreen } from "./use-connect-screen";
import { useWhereToFind } from "./where-to-find";

type Screen = ReturnType<typeof useConnectScreen>;

/** Connect: where the database is, and five steps that show that we get in. */
export function ConnectScreen(props: { login: ChangedLogin | null; sample: boolean; ourAddress: string | null }) {
  const begun = useChangedLogin(props.login);
  return begun ? <Connecting sample={props.sample} ourAddress={props.ourAddress} /> : null;
}

function Connecting({ sample, ourAddress }: { sample: boolean; ourAddress: string | null }) {
  const screen = useConnectScreen();
  const formId = useId();
  return (
    <>
      <ScreenHead
        title="Where is your database?"
        lead="Paste the whole connection string, even with extra text around it. We sort it out."
      />
      <ChangeNote />
      <ConnectionForm screen={screen} id={formId} sample={sample} ourAddress={ourAddress} />
      <Steps screen={screen} />
      <Foot screen={screen} formId={formId} />
    </>
  );
}

function ConnectionForm(props: { screen: Screen; id: string; sample: boolean; ourAddress: string | null }) {
  const { screen, id, sample } = props;
  const { form, refs, pasted } = screen;
  const { hasPassword, login, handOff } = useWizard();
  const provider = providerOfHost(form.host);
  const where = useWhereToFind(provider, props.ourAddress);
  return (
    <form id={id} onSubmit={screen.submit} noValidate autoComplete="off">
      <PasteBox
        pasted={pasted}
        form={form}
        provider={provider?.name ?? null}
        hasPassword={hasPassword}
        onText={screen.read}
        onClear={screen.clear}
        onChoose={(one) => screen.change({ host: one.host, port: String(one.port ?? 5432) })}
        boxRef={refs.paste}
      />
      {sample && login === null && handOff === null && pasted.state === "empty" && <Sample screen={screen} />}
      <ConnectionFields
        form={form}
        errors={screen.errors}
        refs={refs}
        onChange={screen.changeText}
        onPassword={() => screen.change({})}
        onLeave={screen.keep}
        help={where.link}
      />
      {where.answer}
      <AddressNote form={form} onUse={screen.change} />
      <Advanced screen={screen} />
    </form>
  );
}

function Advanced({ screen }: { screen: Screen }) {
  const { form, errors, refs, open, keep, change, changeText } = screen;
  const common = { form, refs, onSecret: () => change({}), onLeave: keep };
  return (
    <div className="mt-4 grid gap-2">
      <TlsChoice {...common} errors={errors} open={open.tls} onChange={screen.changeTls} onText={changeText} />
      <SshFields
        {...common}
        error={errors.ssh ?? null}
        open={open.ssh}
        onChange={changeText}
        onForgetKey={() => change({ sshHostKey: null })}
      />
    </div>
  );
}

function Sample({ screen }: { screen: Screen }) {
  return (
    <SampleOffer
      onStarted={({ password, port, ...rest }) => screen.fill({ ...EMPTY_FORM, ...rest, port: String(port) }, password)}
    />
  );
}

function Steps({ screen }: { screen: Screen }) {
  const { check, form, mend } = screen;
  const id = useId();
  if (check.status === "idle") return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mt-8 mb-2 text-head">
        Checking the connection
      </h2>
      <CheckList
        check={check}
        fixesFor={(error, shown) => ({
          first: fixFor(error, Number(form.port), shown),
          other: otherFixFor(error, shown),
        })}
        onFix={mend}
      />
    </section>
  );
}

function Foot({ screen, formId }: { screen: Screen; formId: string }) {
  const { check, passed, primary } = screen;
  const noteId = useId();
  const { handOff, login } = useWizard();
  const back = handOff ? `/h/${handOff.id}` : login ? `/connections/${login.id}` : "/";
  const first = check.status === "idle" && !passed;
  return (
    <ScreenFoot back={back} note={footNote(check, passed)} noteId={noteId}>
      <Button ref={primary} type="submit" form={formId} notYet={!first && !passed} reasonId={noteId}>
        {first ? "Check the connection" : "Choose what to share"}
      </Button>
    </ScreenFoot>
  );
}
