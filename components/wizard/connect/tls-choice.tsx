"use client";

import type { Ref } from "react";
import { Disclosure } from "../../ui/disclosure";
import { inputClass } from "../../ui/field";
import type { TlsMode } from "../wire";

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
  { value: "disable", says: "Not encrypted. Anyone on the way can read along", means: "disable" },
];

/** How the line is secured, in words, and the place for the host's own certificate. */
export function TlsChoice(props: {
  value: TlsMode | null;
  caPem: string;
  open: boolean;
  onChange: (value: TlsMode | null) => void;
  onCa: (pem: string) => void;
  radioRef: Ref<HTMLInputElement>;
  caRef: Ref<HTMLTextAreaElement>;
}) {
  return (
    <Disclosure key={String(props.open)} open={props.open} summary="Encryption and certificate">
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
            <span>
              {choice.says} <span className="text-label text-ink-3">{choice.means}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="mt-4">
        <label htmlFor="ca" className="mb-1.5 flex justify-between gap-2 text-label text-ink-2">
          Certificate of your host <span>optional</span>
        </label>
        <textarea
          id="ca"
          ref={props.caRef}
          value={props.caPem}
          onChange={(event) => props.onCa(event.target.value)}
          spellCheck={false}
          autoComplete="off"
          rows={4}
          aria-describedby="ca-note"
          className={`${inputClass(true, false)} h-auto! py-2.5`}
        />
        <p id="ca-note" className="mt-1.5 text-label text-ink-3">
          Paste the whole file, from -----BEGIN CERTIFICATE----- on. It holds no secret.
        </p>
      </div>
    </Disclosure>
  );
}
