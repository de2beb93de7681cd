"use client";

import type { Uncovered } from "../../../lib/plan/plan";
import { CopyButton } from "../../ui/copy-button";
import { Pre } from "../../ui/disclosure";
import { counted, listed } from "../wording";

/** What this admin cannot share, by owner, with the lines that owner has to run. */
export function UncoveredList({ uncovered }: { uncovered: readonly Uncovered[] }) {
  if (uncovered.length === 0) return null;
  const owners = [...Map.groupBy(uncovered, (item) => item.owner)];
  return (
    <section className="mt-8" aria-labelledby="uncovered">
      <h2 id="uncovered" className="text-head">
        What stays out for now
      </h2>
      <p className="mt-1 max-w-[70ch] text-small text-ink-2">
        This admin may not share these. Each owner can, with the lines below, before or after.
      </p>
      <ul className="mt-3 border-t border-line-2">
        {owners.map(([owner, items]) => (
          <OwnerItem key={owner} owner={owner} items={items} />
        ))}
      </ul>
    </section>
  );
}

function OwnerItem({ owner, items }: { owner: string; items: readonly Uncovered[] }) {
  const lines = [...new Set(items.map((item) => item.remedy).filter(Boolean))].join("\n");
  const reasons = [...new Set(items.map((item) => item.reason))];
  return (
    <li className="grid gap-x-6 gap-y-2 border-b border-line py-4 tablet:grid-cols-[minmax(0,4fr)_minmax(0,6fr)] tablet:pl-[52px]">
      <div className="min-w-0">
        <h3 className="text-body font-semibold">{summary(items)}</h3>
        <p className="mt-0.5 text-small text-ink-2">
          {owner !== "" && (
            <>
              Ask the owner, <span className="font-mono text-code">{owner}</span>.
            </>
          )}
        </p>
      </div>
      <div className="min-w-0">
        <p className="text-small text-ink-2">{reasons.slice(0, 3).join(" ")}</p>
        {lines !== "" && (
          <>
            <Pre>{lines}</Pre>
            <CopyButton className="mt-2" look="second" small label="Copy" text={() => lines} />
          </>
        )}
      </div>
    </li>
  );
}

function summary(items: readonly Uncovered[]): string {
  const parts = [...Map.groupBy(items, (item) => item.kind)].map(([kind, list]) => {
    const [one, several] = NAMES[kind];
    const [first] = list;
    if (list.length === 1 && first && kind !== "future") return `${one} ${first.object.name}`;
    return kind === "future" ? "tables made later" : counted(list.length, several.slice(0, -1), several);
  });
  const text = listed(parts, 4);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const NAMES: Record<Uncovered["kind"], [one: string, several: string]> = {
  relation: ["table", "tables"],
  schema: ["schema", "schemas"],
  future: ["tables made later", "tables made later"],
  "row-rules": ["the row rules of", "row rules"],
  public: ["a right that everyone has on", "rights that everyone has"],
  attribute: ["a setting of", "settings"],
};
