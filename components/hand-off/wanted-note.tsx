"use client";

import { classNames } from "../ui/class-names";
import { useWizard } from "../wizard/wizard-provider";
import { AskedFor } from "./asked-for";

/** Inside a hand-off: what the founder asked for, beside every choice. Nothing in the founder's own wizard. */
export function WantedNote({ className }: { className?: string }) {
  const { handOff } = useWizard();
  if (handOff === null) return null;
  const { record } = handOff;
  return (
    <section aria-label="What was asked for" className={classNames("min-w-0", className)}>
      <h2 className="mb-2 text-label font-semibold wrap-anywhere">{record.from} asked for</h2>
      <AskedFor record={record} />
    </section>
  );
}
