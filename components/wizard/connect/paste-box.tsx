"use client";

import { type ReactNode, type Ref, useId } from "react";
import { MaskedSecret } from "../../ui/copy-field";
import { Icon } from "../../ui/icon";
import { Radio } from "../../ui/radio";
import type { Form, Pasted } from "./form";

/**
 * Takes whatever was copied. A text that is understood never reaches the box: it is read at the paste, the fields are
 * filled, and the line that is shown is made from the fields with a block where the password was.
 */
export function PasteBox(props: {
  pasted: Pasted;
  form: Form;
  provider: string | null;
  hasPassword: boolean;
  onText: (text: string) => boolean;
  onClear: () => void;
  onChoose: (server: { host: string; port: number | null }) => void;
  boxRef: Ref<HTMLTextAreaElement>;
}) {
  const { pasted } = props;
  const id = useId();
  const read = pasted.state === "read" || pasted.state === "kept";
  const around = pasted.state === "read" ? pasted : NOTHING_AROUND;
  return (
    <div className="mt-6 overflow-hidden rounded-panel border border-edge bg-surface has-[textarea:focus-visible]:border-ink has-[textarea:focus-visible]:shadow-[0_0_0_3px_color-mix(in_srgb,var(--ink)_18%,transparent)]">
      {read ? <Line {...props} before={around.before} after={around.after} /> : <Box {...props} id={id} />}
      <div
        role="status"
        id={`${id}-says`}
        className="flex items-center gap-3 border-t border-line bg-sunk px-4 py-2.5 text-small"
      >
        {read && <Icon name="check" />}
        <span className={pasted.state === "unclear" ? "text-stop" : undefined}>{sentence(props)}</span>
        {read && (
          <button type="button" className="link ml-auto whitespace-nowrap" onClick={props.onClear}>
            Clear
          </button>
        )}
      </div>
      {pasted.state === "read" && <Rest {...props} pasted={pasted} />}
    </div>
  );
}

/** What else was in it: servers to choose from, and what was left out. */
function Rest(props: {
  pasted: Extract<Pasted, { state: "read" }>;
  form: Form;
  onChoose: (server: { host: string; port: number | null }) => void;
}) {
  const { hosts, dropped } = props.pasted;
  if (hosts.length === 0 && dropped.length === 0) return null;
  return (
    <div className="grid gap-2 border-t border-line px-4 py-2.5 text-small text-ink-2">
      {hosts.length > 0 && (
        <fieldset>
          <legend>Which of them is the main one?</legend>
          {hosts.map((one) => (
            <Radio
              key={`${one.host}:${one.port}`}
              name="server"
              value={one.host}
              checked={one.host === props.form.host && String(one.port ?? 5432) === props.form.port}
              onChange={() => props.onChoose(one)}
              label={<span className="font-mono text-code wrap-anywhere">{`${one.host}:${one.port ?? 5432}`}</span>}
            />
          ))}
        </fieldset>
      )}
      {dropped.length > 0 && (
        <ul>
          {dropped.map(({ key, reason }) => (
            <li key={key} className="wrap-anywhere">
              Left out: <code className="font-mono text-code">{key}</code>. {reason}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const NOTHING_AROUND = { before: "", after: "" };

function Box(props: {
  id: string;
  pasted: Pasted;
  onText: (text: string) => boolean;
  boxRef: Ref<HTMLTextAreaElement>;
}) {
  return (
    <>
      <label htmlFor={props.id} className="sr-only">
        Connection string
      </label>
      <textarea
        id={props.id}
        ref={props.boxRef}
        rows={2}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
        aria-describedby={`${props.id}-says`}
        onPaste={(event) => {
          if (props.onText(event.clipboardData.getData("text"))) event.preventDefault();
        }}
        onChange={(event) => {
          // Typed or dropped rather than pasted: read as soon as it looks whole.
          if (/@[^\s/]+\/\w/.test(event.target.value) && !isTyping(event.nativeEvent)) props.onText(event.target.value);
        }}
        onBlur={(event) => event.target.value !== "" && props.onText(event.target.value)}
        className="block w-full resize-none bg-transparent px-4 py-3.5 font-mono text-code text-ink focus-visible:shadow-none"
      />
    </>
  );
}

/** A letter typed by hand: the text may be half done, so it is read when the box is left. */
function isTyping(event: Event): boolean {
  return event instanceof InputEvent && event.inputType === "insertText";
}

function Line(props: { form: Form; before: string; after: string; hasPassword: boolean }) {
  const { host, port, database, user } = props.form;
  return (
    <p className="px-4 py-3.5 font-mono text-code wrap-anywhere text-ink-3">
      {props.before}
      <Clear>{`postgresql://${user}`}</Clear>:{props.hasPassword ? <MaskedSecret /> : "…"}@
      <Clear>{`${host}:${port}/${database}`}</Clear>
      {props.after}
    </p>
  );
}

function Clear({ children }: { children: ReactNode }) {
  return <span className="font-medium text-ink">{children}</span>;
}

function sentence(props: { pasted: Pasted; provider: string | null; hasPassword: boolean }): ReactNode {
  const { pasted, provider, hasPassword } = props;
  if (pasted.state === "empty") return "Paste it here. It is read in this page and not sent yet.";
  if (pasted.state === "unclear") return pasted.says;
  if (pasted.state === "kept") {
    return hasPassword
      ? "The fields are as you left them."
      : "The fields are as you left them. The password was only in the page’s memory: type it again below.";
  }
  const what = provider ? (
    <>
      This is a <b className="font-semibold">{provider}</b> database.
    </>
  ) : (
    "We found the address."
  );
  if (pasted.warning) return pasted.warning;
  if (!hasPassword && pasted.placeholder) {
    return (
      <>
        {what} It still says {pasted.placeholder}: type the password below.
      </>
    );
  }
  return (
    <>
      {what} {hasPassword ? "We filled in the fields below." : "There is no password in it: type it below."}
    </>
  );
}
