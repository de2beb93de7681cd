import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import type { ErrorField } from "../../../lib/errors.ts";
import { useWizard } from "../wizard-provider";
import type { Fix } from "./fix";
import { type FieldErrors, missingIn, targetOf } from "./form";
import { CHECK_STEPS, type Check, useCheck } from "./use-check";
import { useConnection } from "./use-connection";

/** What the Connect screen knows and does: the form, the check that runs on it, and the fix of what failed. */
export function useConnectScreen() {
  const wizard = useWizard();
  const router = useRouter();
  const { check, start, reset } = useCheck(wizard.login?.role ?? wizard.handOff?.record.role ?? null, wizard.setLook);
  const [missing, setMissing] = useState<FieldErrors>({});
  const [edited, setEdited] = useState(false);
  const [open, setOpen] = useState({ tls: false, ssh: false });
  const primary = useRef<HTMLButtonElement>(null);
  const connection = useConnection(
    () => {
      setEdited(true);
      setMissing({});
      reset();
    },
    () => setTimeout(() => primary.current?.focus()),
  );
  const { form } = connection;
  const passed = check.status === "passed" || (check.status === "idle" && !edited && wizard.look !== null);

  function run(changed = form) {
    const typed = connection.typed();
    const gaps = missingIn(changed, typed);
    setMissing(gaps);
    const first = Object.keys(gaps)[0] as keyof FieldErrors | undefined;
    if (first) return goTo(first);
    const target = targetOf(changed, typed);
    wizard.setTarget(target);
    void start(target);
  }

  function goTo(field: ErrorField) {
    if (field === "tls" || field === "ca" || field === "client-certificate") setOpen((one) => ({ ...one, tls: true }));
    if (field === "ssh") setOpen((one) => ({ ...one, ssh: true }));
    // After the fold has opened.
    setTimeout(() => connection.focus(field));
  }

  function mend(fix: Fix) {
    if ("focus" in fix) return goTo(fix.focus);
    const next = { ...form, ...("change" in fix ? fix.change : {}) };
    connection.change(next);
    run(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (passed) router.push("/choose");
    else if (check.status !== "running") run();
  }

  return { ...connection, check, passed, primary, open, errors: errorsOf(check, missing), mend, submit };
}

function errorsOf(check: Check, missing: FieldErrors): FieldErrors {
  const views = Object.values(check.steps);
  const view = views.find((step) => step.state === "failed");
  const failed = view?.state === "failed" ? view.error : check.refused;
  return failed?.field ? { ...missing, [failed.field]: failed.message } : missing;
}

/** What stands beside the primary button. */
export function footNote(check: Check, passed: boolean): string | null {
  if (passed) return null;
  if (check.status === "idle") return "Reads only. Nothing is changed.";
  const left = CHECK_STEPS.filter(({ id }) => check.steps[id].state !== "passed").length;
  return left === 1 ? "One step left to pass" : `${WORDS[left] ?? left} steps left to pass`;
}

const WORDS = ["No", "One", "Two", "Three", "Four", "Five"];
