"use client";

import { useId } from "react";
import { classNames } from "./class-names";

/** Two to four answers of which one holds. Native radio buttons: arrow keys move between them. */
export function Segment<Value extends string | number>(props: {
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  hint?: string;
}) {
  const id = useId();
  return (
    <fieldset className="min-w-0" aria-describedby={props.hint ? `${id}-hint` : undefined}>
      <legend className="mb-1.5 text-label text-ink-2">{props.label}</legend>
      <div className="flex rounded-ctl border border-edge bg-surface">
        {props.options.map((option) => (
          <label key={option.value} className={OPTION}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
              className="absolute inset-0 cursor-pointer appearance-none focus-visible:shadow-none"
            />
            <span className="pointer-events-none relative">{option.label}</span>
          </label>
        ))}
      </div>
      {props.hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-label text-ink-3">
          {props.hint}
        </p>
      )}
    </fieldset>
  );
}

const OPTION = classNames(
  "relative flex h-[42px] flex-1 items-center justify-center border-l border-line px-2 text-small whitespace-nowrap text-ink-2",
  "first:rounded-l-[4px] first:border-l-0 last:rounded-r-[4px]",
  "has-checked:bg-ink has-checked:font-semibold has-checked:text-on-ink",
  "has-focus-visible:z-10 has-focus-visible:shadow-[0_0_0_2px_var(--paper),0_0_0_4px_var(--ink)]",
);
