"use client";

import { useId } from "react";
import { Checkbox } from "../../ui/checkbox";
import { useWizard } from "../wizard-provider";

/** From so many tables on one transaction may hold a live database up for longer than our five seconds. */
const MANY = 5_000;

/** For large databases, and after a run that was undone because it took too long: short transactions, one after the other. */
export function InParts({ tables }: { tables: number }) {
  const { request, run, setRequest } = useWizard();
  const id = useId();
  const tooSlow = run.events.some((event) => event.type === "failed" && event.error.code === "change.too-slow");
  if (request === null || (tables < MANY && !tooSlow && !request.inParts)) return null;
  return (
    <section className="mt-6 grid grid-cols-[16px_1fr] gap-3">
      <Checkbox
        state={request.inParts ? "on" : "off"}
        className="mt-1 self-start"
        aria-labelledby={id}
        onChange={() => setRequest({ ...request, inParts: !request.inParts })}
      />
      <div className="min-w-0">
        <h2 id={id} className="text-body font-semibold">
          Make the changes in parts
        </h2>
        <p className="max-w-[80ch] text-small text-ink-2">
          {tooSlow ? "All at once took too long for a live database. " : ""}
          Several short steps, so that your app waits less. If one fails, those before it stay, and the next run goes on
          from there. Without this, it is all of them or none.
        </p>
      </div>
    </section>
  );
}
