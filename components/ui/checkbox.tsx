"use client";

import { type ComponentProps, type Ref, useEffect, useRef } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

export type BoxState = "on" | "mix" | "off" | "cannot";

/** The drawn box only, for rows that are themselves the checkbox (`aria-checked` on the row). */
export function Box({ state, tone = "open" }: { state: BoxState; tone?: "open" | "ask" }) {
  return (
    <span aria-hidden="true" className={boxClass(state, tone)}>
      {state === "on" && <Icon name="check" size={12} className="[stroke-width:3.4]" />}
      {state === "mix" && <span className="h-0.5 w-2 bg-current" />}
    </span>
  );
}

/** A native checkbox behind a drawn one. Green shares data, amber (`ask`) accepts a hazard. */
export function Checkbox(
  props: Omit<ComponentProps<"input">, "checked" | "type" | "ref"> & {
    state: BoxState;
    tone?: "open" | "ask";
    ref?: Ref<HTMLInputElement>;
  },
) {
  const { state, tone, className, onChange, ref, ...rest } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = state === "mix";
  }, [state]);
  return (
    <span
      className={classNames(
        "relative inline-grid rounded-badge has-focus-visible:shadow-[0_0_0_2px_var(--paper),0_0_0_4px_var(--ink)]",
        className,
      )}
    >
      <input
        {...rest}
        ref={mergeRefs(input, ref)}
        type="checkbox"
        checked={state === "on"}
        aria-disabled={state === "cannot" || undefined}
        onChange={(event) => state !== "cannot" && onChange?.(event)}
        className="absolute -inset-1.5 cursor-pointer opacity-0 aria-disabled:cursor-not-allowed"
      />
      <Box state={state} tone={tone} />
    </span>
  );
}

function boxClass(state: BoxState, tone: "open" | "ask"): string {
  const filled = state === "on" || state === "mix";
  const fill = tone === "open" ? "border-open bg-open text-surface" : "border-ask bg-ask text-surface";
  return classNames(
    "inline-grid size-4 flex-none place-items-center rounded-badge border-[1.5px]",
    filled && fill,
    state === "off" && (tone === "ask" ? "border-ask bg-surface" : "border-edge bg-surface"),
    state === "cannot" && "border-dashed border-edge bg-sunk",
  );
}

function mergeRefs<T>(own: { current: T | null }, outer: Ref<T> | undefined): (node: T | null) => void {
  return (node) => {
    own.current = node;
    if (typeof outer === "function") outer(node);
    else if (outer) outer.current = node;
  };
}
