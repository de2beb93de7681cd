"use client";

import Link from "next/link";
import type { ComponentProps, ReactNode, Ref } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

export type ButtonLook = "primary" | "second" | "ghost" | "stop";

type Common = { look?: ButtonLook; small?: boolean; wide?: boolean; children: ReactNode; className?: string };

export type ButtonProps = Common &
  Omit<ComponentProps<"button">, "disabled" | "children" | "className"> & {
    /** Being done right now: say what in the label. Presses are swallowed. */
    busy?: boolean;
    /** Not possible yet: the button stays focusable and the reason is read with it. Presses are swallowed. */
    notYet?: boolean;
    /** Id of the visible sentence that says why it is not possible yet. */
    reasonId?: string;
    ref?: Ref<HTMLButtonElement>;
  };

/** A button. Never `disabled`: what cannot be pressed can still be reached and says why. */
export function Button({ busy, notYet, reasonId, onClick, look, small, wide, className, ...rest }: ButtonProps) {
  const off = busy || notYet;
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={off || undefined}
      aria-describedby={notYet ? reasonId : rest["aria-describedby"]}
      onClick={(event) => (off ? event.preventDefault() : onClick?.(event))}
      className={buttonClass({ look, small, wide, notYet, className })}
    >
      {busy && <Icon name="running" className="motion-safe:animate-spin" />}
      {rest.children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({ href, look, small, wide, className, children, ...rest }: Common & ComponentProps<"a">) {
  return (
    <Link {...rest} href={href ?? ""} className={buttonClass({ look, small, wide, className })}>
      {children}
    </Link>
  );
}

const LOOKS: Record<ButtonLook, string> = {
  primary:
    "border-ink bg-ink text-on-ink font-semibold hover:bg-[color-mix(in_oklab,var(--ink)_84%,var(--paper))] px-5",
  second: "border-edge bg-surface text-ink font-semibold hover:border-ink px-5",
  ghost: "border-transparent bg-transparent text-ink font-medium px-2 -mx-2",
  stop: "border-stop-line bg-surface text-stop font-semibold hover:border-stop px-5",
};

function buttonClass(props: Omit<Common, "children"> & { notYet?: boolean }): string {
  const { look = "primary", small, wide, notYet, className } = props;
  return classNames(
    "inline-flex items-center justify-center gap-2 rounded-ctl border whitespace-nowrap no-underline",
    "transition-[background-color,border-color] duration-(--d-fast) ease-settle",
    notYet ? "cursor-not-allowed! border-dashed border-edge bg-transparent px-5 font-semibold text-ink-3" : LOOKS[look],
    small ? "h-[34px] px-3! text-[14px] leading-none font-medium!" : "h-11 text-[15px] leading-none",
    wide && "w-full",
    className,
  );
}
