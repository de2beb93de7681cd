import type { ReactNode } from "react";
import { classNames } from "./class-names";

const TONES = {
  plain: "border-line-2 text-ink-2",
  lit: "border-open-line bg-open-tint text-open",
  shut: "border-shut-line bg-shut text-on-shut",
  ask: "border-ask-line bg-ask-tint text-ask",
  stop: "border-stop-line bg-stop-tint text-stop",
} as const;

/** A fact in two words. Never a button, at most two in a row. */
export function Badge({ tone = "plain", children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-block rounded-badge border px-1.5 text-[12px] leading-[18px] font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
