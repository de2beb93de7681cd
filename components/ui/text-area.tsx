"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";

/** Several lines of plain words. It grows with them where the browser can. */
export function TextArea(
  props: Omit<ComponentProps<"textarea">, "className" | "id"> & {
    label: string;
    aside?: ReactNode;
    error?: string | null;
    hint?: string;
    className?: string;
    /** Room for one line at first, where little is said. */
    short?: boolean;
  },
) {
  const { label, aside, error, hint, className, short, ...rest } = props;
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={classNames("min-w-0", className)}>
      <div className="mb-1.5 flex justify-between gap-2 text-label text-ink-2">
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      <textarea
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={classNames(
          FACE,
          short ? "min-h-[68px]" : "min-h-[104px]",
          error ? "border-stop shadow-[inset_0_0_0_1px_var(--stop)]" : "border-edge",
        )}
      />
      {note && (
        <p id={`${id}-note`} className={classNames("mt-1.5 text-label", error ? "text-stop" : "text-ink-3")}>
          {note}
        </p>
      )}
    </div>
  );
}

const FACE =
  "block w-full resize-y rounded-ctl border bg-surface px-3.5 py-3 text-body text-ink field-sizing-content focus-visible:border-ink focus-visible:shadow-[0_0_0_3px_color-mix(in_srgb,var(--ink)_18%,transparent)]";
