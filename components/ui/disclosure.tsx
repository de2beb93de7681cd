import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

/** Folded text that opens in place. */
export function Disclosure(props: { summary: ReactNode; open?: boolean; className?: string; children: ReactNode }) {
  return (
    <details open={props.open} className={classNames("group/fold", props.className)}>
      <summary className="inline-flex list-none items-center gap-1.5 rounded-ctl text-small text-ink-2">
        <Icon name="right" className="transition-transform duration-(--d-base) ease-settle group-open/fold:rotate-90" />
        {props.summary}
      </summary>
      {props.children}
    </details>
  );
}

/** Postgres' own words behind one click: nothing the founder has to read. */
export function EngineerDetail(props: {
  children: ReactNode;
  open?: boolean;
  onSurface?: boolean;
  className?: string;
}) {
  return (
    <Disclosure summary="Engineer detail" open={props.open} className={props.className}>
      <Pre onSurface={props.onSurface}>{props.children}</Pre>
    </Disclosure>
  );
}

/** A block of text for terminals: wraps, never scrolls sideways. */
export function Pre({ children, onSurface }: { children: ReactNode; onSurface?: boolean }) {
  return (
    <pre
      className={classNames(
        "mt-2 rounded-r-ctl border-l-2 border-line-2 px-3.5 py-2.5 font-mono text-code wrap-anywhere whitespace-pre-wrap text-ink-2",
        onSurface ? "bg-surface" : "bg-sunk",
      )}
    >
      {children}
    </pre>
  );
}
