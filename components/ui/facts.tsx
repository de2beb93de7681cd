import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Fact = {
  term: string;
  value: ReactNode /** A name as it stands in the database, in mono. */;
  code?: boolean;
};

/** Facts one under the other: what at the left, how it stands at the right, a hairline between. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={className}>
      {facts.map(({ term, value, code }) => (
        <div key={term} className="flex justify-between gap-4 border-b border-line py-2 text-small">
          <dt className="flex-none text-ink-2">{term}</dt>
          <dd
            className={classNames(
              "min-w-0 text-right wrap-anywhere",
              code ? "font-mono text-code" : "font-medium tabular-nums",
            )}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
