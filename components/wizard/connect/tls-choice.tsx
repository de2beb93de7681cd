"use client";

import type { Ref } from "react";
import { Disclosure } from "../../ui/disclosure";
import type { TlsMode } from "../wire";
import { CertificateFields } from "./certificate-fields";
import type { FieldErrors, Form, TextField } from "./form";
import type { Refs } from "./use-refs";

/** The modes in words; the engineer's name stands behind each. `null` is what we do without being told. */
const CHOICES: { value: TlsMode | null; says: string; means: string }[] = [
  {
    value: null,
    says: "As sure as the server allows",
    means:
      "Encrypted and identity checked. Unencrypted only where the address is on this machine or in a private network.",
  },
  { value: "verify-full", says: "Encrypted and identity checked", means: "verify-full" },
  {
    value: "verify-ca",
    says: "Encrypted, certificate from my host",
    means: "verify-ca: the issuer is checked, the name is not",
  },
  { value: "require", says: "Encrypted only. We cannot check who answers", means: "require" },
  {
    value: "disable",
    says: "Not encrypted. Anyone on the way can read along, the password's fingerprint too",
    means: "disable: for this once, never remembered",
  },
];

/** How the line is secured, in words, and the places for the host's own certificate and for one of ours. */
export function TlsChoice(props: {
  form: Form;
  errors: FieldErrors;
  open: boolean;
  onChange: (value: TlsMode | null) => void;
  onText: (field: TextField, value: string) => void;
  onSecret: () => void;
  onLeave: () => void;
  refs: Refs;
}) {
  const { form, refs } = props;
  return (
    <Disclosure open={props.open || form.tls === "disable"} summary="Encryption and certificate">
      <Modes value={form.tls} onChange={props.onChange} radioRef={refs.tls} />
      <CertificateFields {...props} />
    </Disclosure>
  );
}

function Modes(props: {
  value: TlsMode | null;
  onChange: (value: TlsMode | null) => void;
  radioRef: Ref<HTMLInputElement>;
}) {
  return (
    <fieldset className="mt-3 grid gap-2">
      <legend className="mb-2 text-label text-ink-2">How the line is secured</legend>
      {CHOICES.map((choice) => (
        <label key={choice.says} className="grid cursor-pointer grid-cols-[16px_1fr] gap-2.5 text-small">
          <input
            ref={choice.value === props.value ? props.radioRef : undefined}
            type="radio"
            name="tls"
            className="mt-0.5 size-4 cursor-pointer appearance-none rounded-full border-[1.5px] border-edge bg-surface checked:border-[5px] checked:border-ink"
            checked={choice.value === props.value}
            onChange={() => props.onChange(choice.value)}
          />
          <span className={choice.value === "disable" ? "text-stop" : undefined}>
            {choice.says} <span className="text-label text-ink-3">{choice.means}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
