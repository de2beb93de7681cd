"use client";

import { useId } from "react";
import { classNames } from "./class-names";

/** Two to four exclusive choices in a row; native radio buttons, so arrow keys and forms work. */
export function Segment<Value extends string>(props: {
  label: string;
  hideLabel?: boolean;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={props.hideLabel ? "sr-only" : "mb-1.5 text-label text-ink-2"}>{props.label}</legend>
      <div className="flex overflow-hidden rounded-ctl border border-edge bg-surface has-focus-visible:shadow-[0_0_0_2px_var(--paper),0_0_0_4px_var(--ink)]">
        {props.options.map((option, index) => (
          <label key={option.value} className={optionClass(index)}>
            <input
              type="radio"
              className="sr-only"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function optionClass(index: number): string {
  return classNames(
    "relative flex-1 cursor-pointer px-2 text-center text-[14px] leading-[42px] whitespace-nowrap text-ink-2",
    "has-checked:bg-ink has-checked:font-semibold has-checked:text-on-ink",
    index > 0 && "border-l border-line",
  );
}
