import { type RefObject, useEffect, useRef, useState } from "react";
import type { ErrorField } from "../../../lib/errors.ts";
import type { TlsMode } from "../wire";
import { useWizard } from "../wizard-provider";
import type { FieldRefs } from "./connection-fields";
import { EMPTY_FORM, type Form, formOf, type Pasted, type TextField, targetOf, understand } from "./form";

type Refs = FieldRefs & {
  paste: RefObject<HTMLTextAreaElement | null>;
  tls: RefObject<HTMLInputElement | null>;
  ca: RefObject<HTMLTextAreaElement | null>;
};

/** The form of the Connect screen. The password is never in its state: it stands in the input and in the wizard's ref. */
export function useConnection(onEdit: () => void, onComplete: () => void) {
  const wizard = useWizard();
  const [form, setForm] = useState<Form>(() => formOf(wizard.target));
  const [pasted, setPasted] = useState<Pasted>(() => ({ state: wizard.target?.host ? "kept" : "empty" }));
  const refs = useRefs();

  // Coming back to this screen: the password that is still in memory goes back into its field.
  const { fullTarget } = wizard;
  useEffect(() => {
    const input = refs.password.current;
    if (input && input.value === "") input.value = fullTarget()?.password ?? "";
  }, [refs, fullTarget]);

  // Wiped after idle minutes or on leaving: then it must not stand in the field either.
  const { hasPassword } = wizard;
  const had = useRef(hasPassword);
  useEffect(() => {
    if (had.current && !hasPassword && refs.password.current) refs.password.current.value = "";
    had.current = hasPassword;
  }, [refs, hasPassword]);

  const password = () => refs.password.current?.value ?? "";

  function change(part: Partial<Form>) {
    setForm((before) => ({ ...before, ...part }));
    onEdit();
  }

  /** True when the text was understood and must not stay in the box. */
  function read(text: string): boolean {
    const found = understand(text);
    setPasted(found.pasted);
    if (found.form === null) return false;
    setForm(found.form);
    onEdit();
    const input = refs.password.current;
    if (input) input.value = found.password ?? "";
    wizard.setTarget(targetOf(found.form, found.password ?? ""));
    // The box is gone now, and the focus with it.
    if (found.password === null) input?.focus();
    else onComplete();
    return true;
  }

  function fill(target: Form, secret: string) {
    setForm(target);
    setPasted(READ_BEFORE);
    if (refs.password.current) refs.password.current.value = secret;
    wizard.setTarget(targetOf(target, secret));
    onEdit();
    onComplete();
  }

  return {
    form,
    pasted,
    refs,
    password,
    read,
    fill,
    changeText: (field: TextField, value: string) => change({ [field]: value }),
    changeTls: (tls: TlsMode | null) => change({ tls }),
    change,
    /** Mirrors what stands in the fields, so that a reload loses nothing but the password. */
    keep: () => wizard.setTarget(targetOf(form, password())),
    clear() {
      setForm(EMPTY_FORM);
      setPasted({ state: "empty" });
      if (refs.password.current) refs.password.current.value = "";
      wizard.finish();
      onEdit();
    },
    focus: (field: ErrorField) => refs[refOf(field)].current?.focus(),
  };
}

function refOf(field: ErrorField): keyof Refs {
  if (field === "role") return "user";
  return field === "ssh" || field === "client-certificate" ? "ca" : field;
}

const READ_BEFORE: Pasted = { state: "read", before: "", after: "", placeholder: null, warning: null };

function useRefs(): Refs {
  const refs: Refs = {
    host: useRef(null),
    port: useRef(null),
    database: useRef(null),
    user: useRef(null),
    password: useRef(null),
    paste: useRef(null),
    tls: useRef(null),
    ca: useRef(null),
  };
  return useRef(refs).current;
}
