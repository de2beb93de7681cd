"use client";

import { type ComponentProps, type ReactNode, type Ref, useId, useState } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";

export type FieldProps = Omit<ComponentProps<"input">, "children" | "className"> & {
  label: string;
  /** Right side of the label row: "optional", or the link that helps. */
  aside?: ReactNode;
  /** Names, hosts, ports: set in mono. */
  code?: boolean;
  /** One sentence; the field turns red. */
  error?: string | null;
  hint?: string;
  ref?: Ref<HTMLInputElement>;
  className?: string;
};

/** Label above, 44 high, no placeholder in place of a label. */
export function Field({ className, ...props }: FieldProps) {
  return <FieldFrame {...props} className={className} render={(input) => <input {...input} />} />;
}

/** A password: dots and Show. Browsers keep it only where `autoComplete` says what it is. Hides again when it is left. */
export function PasswordField({ className, ...props }: FieldProps) {
  const [shown, setShown] = useState(false);
  const type = shown ? "text" : "password";
  return (
    <FieldFrame
      {...props}
      className={className}
      render={(input) => (
        // It listens to its own field and button, it is not one itself.
        // biome-ignore lint/a11y/noStaticElementInteractions: see above
        <span className="relative block" onBlur={(event) => !holdsFocus(event) && setShown(false)}>
          <input
            {...input}
            {...(props.autoComplete ? {} : QUIET)}
            type={type}
            className={classNames(input.className, "pr-20")}
          />
          <span className="absolute inset-y-0 right-4 flex items-center">
            <Button look="ghost" small aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? "Hide" : "Show"}
            </Button>
          </span>
        </span>
      )}
    />
  );
}

/** Keeps browsers and password managers from offering to keep a database password. */
const QUIET = {
  autoComplete: "off",
  autoCapitalize: "off",
  autoCorrect: "off",
  spellCheck: false,
  "data-1p-ignore": true,
  "data-lpignore": "true",
  "data-bwignore": true,
  "data-form-type": "other",
} as const;

function holdsFocus(event: { currentTarget: Element; relatedTarget: EventTarget | null }): boolean {
  return event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
}

type InputProps = ComponentProps<"input">;

function FieldFrame(props: FieldProps & { render: (input: InputProps) => ReactNode }) {
  const { label, aside, code, error, hint, render, className, id, ...input } = props;
  const own = useId();
  const inputId = id ?? own;
  const noteId = `${inputId}-note`;
  const note = error ?? hint;
  return (
    <div className={classNames("min-w-0", className)}>
      <div className="mb-1.5 flex justify-between gap-2 text-label text-ink-2">
        <label htmlFor={inputId}>{label}</label>
        {aside}
      </div>
      {render({
        type: "text",
        autoComplete: "off",
        spellCheck: false,
        ...input,
        id: inputId,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": note ? noteId : undefined,
        className: inputClass(Boolean(code), Boolean(error)),
      })}
      {note && (
        <p id={noteId} className={classNames("mt-1.5 text-label", error ? "text-stop" : "text-ink-3")}>
          {note}
        </p>
      )}
    </div>
  );
}

/** The face of everything one can type into. */
export function inputClass(code: boolean, wrong: boolean): string {
  return classNames(
    "h-11 w-full min-w-0 rounded-ctl border bg-surface px-3 text-ink focus-visible:shadow-[0_0_0_3px_color-mix(in_srgb,var(--ink)_18%,transparent)]",
    code ? "font-mono text-[13px]" : "text-[15px]",
    wrong ? "border-stop shadow-[inset_0_0_0_1px_var(--stop)]" : "border-edge focus-visible:border-ink",
    "read-only:border-transparent read-only:bg-sunk",
  );
}
