"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useRef, useState } from "react";
import type { AppErrorJson } from "../../../lib/errors.ts";
import { providerOfHost } from "../../../lib/postgres/providers.ts";
import { Button } from "../../ui/button";
import { ScreenFoot, ScreenHead } from "../shell/frames";
import { useWizard } from "../wizard-provider";
import { CheckList } from "./check-list";
import { ConnectionFields } from "./connection-fields";
import { fixFor } from "./fix";
import { EMPTY_FORM, type FieldErrors, missingIn, targetOf } from "./form";
import { PasteBox } from "./paste-box";
import { SampleOffer } from "./sample-offer";
import { TlsChoice } from "./tls-choice";
import { CHECK_STEPS, type Check, useCheck } from "./use-check";
import { useConnection } from "./use-connection";
import { useWhereToFind } from "./where-to-find";

/** Connect: where the database is, and five steps that show that we get in. */
export function ConnectScreen({ sample }: { sample: boolean }) {
  const wizard = useWizard();
  const router = useRouter();
  const noteId = useId();
  const formId = useId();
  const { check, start, reset } = useCheck(wizard.setLook);
  const [missing, setMissing] = useState<FieldErrors>({});
  const [edited, setEdited] = useState(false);
  const [tlsOpen, setTlsOpen] = useState(false);
  const primary = useRef<HTMLButtonElement>(null);
  const connection = useConnection(
    () => {
      setEdited(true);
      setMissing({});
      reset();
    },
    () => setTimeout(() => primary.current?.focus()),
  );
  const { form, refs, pasted } = connection;
  const provider = providerOfHost(form.host);
  const where = useWhereToFind(provider);
  const failed = failureOf(check);
  const passed = check.status === "passed" || (check.status === "idle" && !edited && wizard.look !== null);

  function run(changed = form) {
    const password = connection.password();
    const gaps = missingIn(changed, password);
    setMissing(gaps);
    const first = Object.keys(gaps)[0] as keyof FieldErrors | undefined;
    if (first) return connection.focus(first);
    const target = targetOf(changed, password);
    wizard.setTarget(target);
    void start(target);
  }

  function mend(error: AppErrorJson) {
    const fix = fixFor(error, Number(form.port));
    if ("focus" in fix) {
      if (fix.focus === "tls" || fix.focus === "ca") setTlsOpen(true);
      // After the fold has opened.
      return setTimeout(() => connection.focus(fix.focus));
    }
    const changes = "change" in fix ? fix.change : {};
    const next = { ...form, ...changes, port: String(changes.port ?? form.port) };
    connection.change(next);
    run(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (passed) router.push("/choose");
    else if (check.status !== "running") run();
  }

  const errors = failed?.field ? { ...missing, [failed.field]: failed.message } : missing;
  return (
    <>
      <ScreenHead
        title="Where is your database?"
        lead="Paste the whole connection string, even with extra text around it. We sort it out."
      />
      <form id={formId} onSubmit={submit} noValidate autoComplete="off">
        <PasteBox
          pasted={pasted}
          form={form}
          provider={provider?.name ?? null}
          hasPassword={wizard.hasPassword}
          onText={connection.read}
          onClear={connection.clear}
          boxRef={refs.paste}
        />
        {sample && pasted.state === "empty" && (
          <SampleOffer
            onStarted={({ password, port, ...rest }) =>
              connection.fill({ ...EMPTY_FORM, ...rest, port: String(port) }, password)
            }
          />
        )}
        <ConnectionFields
          form={form}
          errors={errors}
          refs={refs}
          onChange={connection.changeText}
          onPassword={() => connection.change({})}
          onLeave={connection.keep}
          help={where.link}
        />
        {where.answer}
        <div className="mt-4">
          <TlsChoice
            value={form.tls}
            caPem={form.caPem}
            open={tlsOpen}
            onChange={connection.changeTls}
            onCa={(pem) => connection.changeText("caPem", pem)}
            radioRef={refs.tls}
            caRef={refs.ca}
          />
        </div>
      </form>
      {check.status !== "idle" && (
        <section aria-labelledby={`${formId}-steps`}>
          <h2 id={`${formId}-steps`} className="mt-8 mb-2 text-head">
            Checking the connection
          </h2>
          <CheckList check={check} fixLabel={(error) => fixFor(error, Number(form.port)).label} onFix={mend} />
        </section>
      )}
      <ScreenFoot back="/" note={note(check, passed)} noteId={noteId}>
        {check.status === "idle" && !passed ? (
          <Button ref={primary} type="submit" form={formId}>
            Check the connection
          </Button>
        ) : (
          <Button ref={primary} type="submit" form={formId} notYet={!passed} reasonId={noteId}>
            Choose what to share
          </Button>
        )}
      </ScreenFoot>
    </>
  );
}

function failureOf(check: Check): AppErrorJson | null {
  const views = Object.values(check.steps);
  const view = views.find((step) => step.state === "failed");
  return view?.state === "failed" ? view.error : check.refused;
}

function note(check: Check, passed: boolean): string | null {
  if (passed) return null;
  if (check.status === "idle") return "Reads only. Nothing is changed.";
  const left = CHECK_STEPS.filter(({ id }) => check.steps[id].state !== "passed").length;
  return left === 1 ? "One step left to pass" : `${WORDS[left] ?? left} steps left to pass`;
}

const WORDS = ["No", "One", "Two", "Three", "Four", "Five"];
