"use client";

import type { KeyboardEvent, Ref } from "react";
import { classNames } from "../../ui/class-names";
import { Icon } from "../../ui/icon";
import { digits } from "../wording";
import type { TreeFilter } from "./rows";

/** The search field and the three filters above the tree. */
export function TreeTools(props: {
  query: string;
  onQuery: (query: string) => void;
  filter: TreeFilter;
  onFilter: (filter: TreeFilter) => void;
  sensitive: number;
  leftOut: number;
  /** Arrow down from the field goes into the tree. */
  onLeave: () => void;
  ref: Ref<HTMLInputElement>;
}) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape" && props.query !== "") props.onQuery("");
    else if (event.key === "ArrowDown") props.onLeave();
    else return;
    event.preventDefault();
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <div className="relative min-w-[200px] flex-1">
        <Icon name="search" className="pointer-events-none absolute top-[11px] left-3 text-ink-3" />
        <input
          ref={props.ref}
          type="search"
          aria-label="Search tables and columns"
          aria-keyshortcuts="/"
          placeholder="Search tables and columns"
          autoComplete="off"
          spellCheck={false}
          value={props.query}
          onChange={(event) => props.onQuery(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-[38px] w-full rounded-ctl border border-edge bg-surface pr-10 pl-9 text-[14px] text-ink placeholder:text-ink-3 focus-visible:border-ink focus-visible:shadow-[0_0_0_3px_color-mix(in_srgb,var(--ink)_18%,transparent)] [&::-webkit-search-cancel-button]:hidden"
        />
        <kbd className="pointer-events-none absolute top-[9px] right-3 rounded-badge border border-line-2 px-[5px] font-mono text-[12px] leading-[18px] font-medium text-ink-3 max-tablet:hidden">
          /
        </kbd>
      </div>
      <fieldset className="flex gap-0.5 text-small">
        <legend className="sr-only">Show</legend>
        {(["all", "sensitive", "left-out"] as const).map((filter) => (
          <button
            key={filter}
            type="button"
            aria-pressed={props.filter === filter}
            onClick={() => props.onFilter(filter)}
            className={classNames(
              "rounded-ctl px-2.5 py-2",
              props.filter === filter ? "bg-sunk font-medium text-ink" : "text-ink-2",
            )}
          >
            {FILTERS[filter]}
            {filter !== "all" && (
              <span className="tabular-nums"> {digits(filter === "sensitive" ? props.sensitive : props.leftOut)}</span>
            )}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

const FILTERS = { all: "All", sensitive: "Sensitive", "left-out": "Left out" } as const;
