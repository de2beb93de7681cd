"use client";

import { type ChangeEvent, type Ref, useId } from "react";
import { inputClass } from "../../ui/field";

/**
 * The place for a file of text (a certificate, a key): pasted, or chosen as a file, which is read in this page. With
 * `value` it is kept in the form; without, it is a secret that stands in this input alone.
 */
export function PemField(props: {
  label: string;
  note: string;
  value?: string;
  onText: (text: string) => void;
  onLeave: () => void;
  error: string | null;
  inputRef: Ref<HTMLTextAreaElement>;
}) {
  const id = useId();
  const secret = props.value === undefined;
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap justify-between gap-2 text-label text-ink-2">
        <label htmlFor={id}>{props.label}</label>
        <FileChoice label={props.label} inputId={id} onText={props.onText} secret={secret} />
      </div>
      <textarea
        id={id}
        ref={props.inputRef}
        {...(secret ? {} : { value: props.value })}
        onChange={(event) => props.onText(event.target.value)}
        onBlur={props.onLeave}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        data-1p-ignore
        data-lpignore="true"
        rows={secret ? 2 : 4}
        aria-describedby={`${id}-note`}
        aria-invalid={props.error ? true : undefined}
        className={`${inputClass(true, Boolean(props.error))} h-auto! py-2.5${secret ? " [-webkit-text-security:disc]" : ""}`}
      />
      <p id={`${id}-note`} className={`mt-1.5 text-label ${props.error ? "text-stop" : "text-ink-3"}`}>
        {props.error ?? props.note}
      </p>
    </div>
  );
}

/** Larger than any certificate or key. */
const MAX_FILE = 200_000;

function FileChoice(props: { label: string; inputId: string; onText: (text: string) => void; secret: boolean }) {
  const id = useId();
  async function take(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file || file.size > MAX_FILE) return;
    const text = await file.text();
    const input = document.getElementById(props.inputId);
    if (props.secret && input instanceof HTMLTextAreaElement) input.value = text;
    props.onText(text);
  }
  return (
    <label htmlFor={id} className="link cursor-pointer rounded-ctl has-[input:focus-visible]:outline-2">
      Choose a file
      <span className="sr-only"> for: {props.label}</span>
      <input id={id} type="file" accept=".pem,.crt,.cer,.key,.txt,*/*" className="sr-only" onChange={take} />
    </label>
  );
}
