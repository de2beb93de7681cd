import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** A line at the left and words beside it. Amber where it is a limit or asks for something, plain where it is a fact. */
export function SideNote(props: { tone?: "ask" | "plain"; title?: string; className?: string; children: ReactNode }) {
  const edge = props.tone === "ask" ? "border-ask-fill" : "border-line-2";
  return (
    <div className={classNames("border-l-2 py-px pl-3.5", edge, props.className)}>
      {props.title && <p className="text-row font-semibold">{props.title}</p>}
      <div className={classNames("text-small text-ink-2", props.title && "mt-1")}>{props.children}</div>
    </div>
  );
}
