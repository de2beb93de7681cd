"use client";

import { memo } from "react";
import { Badge } from "../../ui/badge";
import { Box, type BoxState } from "../../ui/checkbox";
import { classNames } from "../../ui/class-names";
import { Icon } from "../../ui/icon";
import type { RowText } from "./row-text";

/**
 * One line of the tree. It is drawn from plain values only, so that a line whose values did not change is not drawn
 * again. The line itself is the checkbox for assistive technology; clicks are told apart by `data-do`.
 */
export const TreeRow = memo(function TreeRow(
  props: RowText & {
    id: string;
    box: BoxState | null;
    open: boolean | null;
    active: boolean;
    index: number;
    total: number;
  },
) {
  const { kind, box, open, name } = props;
  const off = box === "off" || box === "cannot";
  return (
    <div
      id={props.id}
      role="treeitem"
      tabIndex={-1}
      aria-level={props.level}
      aria-posinset={props.index + 1}
      aria-setsize={props.total}
      aria-checked={box === null ? undefined : box === "mix" ? "mixed" : box === "on"}
      aria-disabled={box === "cannot" || undefined}
      aria-expanded={open ?? undefined}
      aria-selected={props.active}
      data-row={props.index}
      className={classNames(
        "grid h-full grid-cols-[16px_16px_minmax(0,1fr)_auto] items-center gap-2 border-b border-line pr-0.5 tablet:grid-cols-[16px_16px_minmax(0,1fr)_auto_92px] tablet:gap-2.5 tablet:pr-2",
        INDENT[kind],
        kind === "column" && "bg-sunk",
        props.active && "bg-open-tint shadow-[inset_3px_0_0_var(--open)]",
      )}
    >
      {box === null ? <span /> : <BoxTarget box={box} />}
      {open === null ? <span /> : <Icon name={open ? "down" : "right"} className="text-ink-3" />}
      {kind === "more" ? (
        <span className="link w-max">{name}</span>
      ) : (
        <span className="flex min-w-0 items-center gap-2">
          <span title={props.title} className={classNames("truncate", FACE[kind], off && OFF[kind])}>
            {name}
          </span>
          {props.badges.map((badge) => (
            <Badge key={badge.text} tone={badge.ask ? "ask" : "plain"}>
              {badge.text}
            </Badge>
          ))}
        </span>
      )}
      <span className={classNames("whitespace-nowrap", NOTE[kind], props.dim ? "text-ink-3" : "text-ink-2")}>
        {props.note}
      </span>
      <span className={classNames("text-right", NUMBER[kind])}>
        {props.unit && <span className="sr-only">{props.unit} </span>}
        {props.number}
      </span>
    </div>
  );
});

/** Bigger than it looks: 28 px for a mouse, the whole height for a finger. */
function BoxTarget({ box }: { box: BoxState }) {
  return (
    <span data-do="tick" className="-mx-1.5 -my-1.5 grid place-items-center px-1.5 py-1.5 max-tablet:py-3">
      <Box state={box} />
    </span>
  );
}

const INDENT = {
  schema: "pl-0.5 tablet:pl-2",
  relation: "pl-5 tablet:pl-[34px]",
  column: "pl-[38px] tablet:pl-[60px]",
  more: "pl-5 tablet:pl-[34px]",
} as const;
const FACE = { schema: "text-body font-semibold", relation: "", column: "font-mono text-code", more: "" } as const;
const STRUCK = "text-ink-3 line-through decoration-line-2";
const OFF = { schema: "text-ink-3", relation: STRUCK, column: STRUCK, more: "" } as const;
const NOTE = {
  schema: "tablet:col-[4/-1] text-right",
  relation: "max-tablet:hidden",
  column: "max-tablet:text-[12px]",
  more: "hidden",
} as const;
const NUMBER = {
  schema: "hidden",
  relation: "tabular-nums text-ink-2 max-tablet:text-label",
  column: "truncate font-mono text-[12px] text-ink-3 max-tablet:hidden",
  more: "hidden",
} as const;
