import { useEffect, useRef, useState } from "react";
import type { ErrorField } from "../../../lib/errors.ts";
import type { TargetInput, TlsMode } from "../wire";
import { useWizard } from "../wizard-provider";
import { EMPTY_FORM, type Form, formOf, type Pasted, type TextField, type Typed, targetOf, understand } from "./form";
import { type Refs, useRefs } from "./use-refs";

/** The form of the Connect screen. No secret is in its state: they stand in their inputs and in the wizard's ref. */
export function useConnection(onEdit: () => void, onComplete: () => void) {
  const wizard = useWizard();
  const [form, setForm] = useState<Form>(() => formOf(wizard.target, knownOf(wizard)));
  const [pasted, setPasted] = useState<Pasted>(() => ({ state: isKept(wizard) ? "kept" : "empty" }));
  const refs = useRefs();
  useSecretInputs(refs, wizard);

  const typed = () => typedIn(refs);

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
    wizard.setTarget(targetOf(found.form, typed()));
    // The box is gone now, and the focus with it.
    if (found.password === null) input?.focus();
    else onComplete();
    return true;
  }

  function fill(target: Form, secret: string) {
    setForm(target);
    setPasted(READ_BEFORE);
    if (refs.password.current) refs.password.current.value = secret;
    wizard.setTarget(targetOf(target, typed()));
    onEdit();
    onComplete();
  }

  return {
    form,
    pasted,
    refs,
    typed,
    read,
    fill,
    changeText: (field: TextField, value: string) => change({ [field]: value, ...forgotten(field) }),
    changeTls: (tls: TlsMode | null) => change({ tls }),
    change,
    /** Mirrors what stands in the fields, so that a reload loses nothing but the secrets. */
    keep: () => wizard.setTarget(targetOf(form, typed())),
    clear() {
      const { login } = wizard;
      setForm({ ...EMPTY_FORM, ...knownOf(wizard) });
      setPasted({ state: "empty" });
      setInputs(refs, null);
      if (login === null) wizard.finish();
      else wizard.changeLogin(login);
      onEdit();
    },
    focus(field: ErrorField) {
      const input = refs[field === "role" ? "user" : field].current;
      const fold = input?.closest("details");
      // The reader may have closed it.
      if (fold) fold.open = true;
      input?.focus();
    },
  };
}

/** Of a login that is changed the place is known from the start, and the admin's string can still be pasted. */
function isKept({ target, login }: Pick<ReturnType<typeof useWizard>, "target" | "login">): boolean {
  return Boolean(login === null ? target?.host : target?.user);
}

/** Where the login stands that is changed; for a new one, the host that a link was claimed with. */
function knownOf({ login, handOff }: Pick<ReturnType<typeof useWizard>, "login" | "handOff">): Partial<Form> {
  const listed = login ?? handOff?.record.login ?? null;
  const place = listed && { port: String(listed.port), database: listed.database };
  const host = login?.host ?? handOff?.host;
  return { ...place, ...(host === undefined ? {} : { host }) };
}

const READ_BEFORE: Pasted = {
  state: "read",
  before: "",
  after: "",
  placeholder: null,
  warning: null,
  dropped: [],
  hosts: [],
};

/** Another SSH server has another key: what was compared is not compared any more. */
export function forgotten(field: TextField): Partial<Form> {
  return field === "sshHost" || field === "sshPort" ? { sshHostKey: null } : {};
}

/** Coming back to this screen fills the inputs of secrets from memory; when memory was wiped, they are emptied. */
function useSecretInputs(refs: Refs, { fullTarget, hasPassword }: ReturnType<typeof useWizard>): void {
  useEffect(() => {
    if (refs.password.current?.value === "") setInputs(refs, fullTarget());
  }, [refs, fullTarget]);
  const had = useRef(hasPassword);
  useEffect(() => {
    if (had.current && !hasPassword) setInputs(refs, null);
    had.current = hasPassword;
  }, [refs, hasPassword]);
}

/** Puts the secrets of this target into their inputs; null empties them. */
export function setInputs(refs: Refs, target: TargetInput | null): void {
  const { password = "", clientCertificate, ssh } = target ?? {};
  for (const [ref, value] of [
    [refs.password, password],
    [refs["client-key"], clientCertificate?.key],
    [refs["ssh-password"], ssh?.password],
    [refs["ssh-key"], ssh?.privateKey],
    [refs["ssh-passphrase"], ssh?.passphrase],
  ] as const)
    if (ref.current) ref.current.value = value ?? "";
}

/** What stands in the inputs of secrets now. */
export function typedIn(refs: Refs): Typed {
  return {
    password: refs.password.current?.value ?? "",
    clientKey: refs["client-key"].current?.value ?? "",
    sshPassword: refs["ssh-password"].current?.value ?? "",
    sshKey: refs["ssh-key"].current?.value ?? "",
    sshPassphrase: refs["ssh-passphrase"].current?.value ?? "",
  };
}
