"use client";

import { useState } from "react";
import { Radio } from "../ui/radio";
import { LifeForm } from "./life-form";
import type { LifeRecord } from "./life-link";
import { LifeScript } from "./life-script";
import type { LifeAnswer } from "./view.types";

/** Hands over what was done; null: the engineer says that it was. */
export type Complete = (answer: LifeAnswer | null, way: "form" | "script") => Promise<void>;

/** The two ways to do it, once the link is claimed. */
export function LifeWork({ record, onComplete }: { record: LifeRecord; onComplete: Complete }) {
  const [way, setWay] = useState<"form" | "script">("form");
  return (
    <section aria-labelledby="two-ways" className="mt-10 border-t-2 border-ink pt-5">
      <fieldset className="min-w-0">
        <legend id="two-ways" className="text-head">
          Two ways to do it
        </legend>
        <div className="mt-1 grid max-w-[80ch] gap-1">
          <Radio
            name="life-way"
            value="form"
            checked={way === "form"}
            onChange={() => setWay("form")}
            label={<span className="font-semibold">Use the form</span>}
            detail="You sign in as an admin, see the exact SQL for it, and press. The URL is used for that and not kept."
          />
          <Radio
            name="life-way"
            value="script"
            checked={way === "script"}
            onChange={() => setWay("script")}
            label={<span className="font-semibold">Run the SQL yourself</span>}
            detail={record.intent === "rotate" ? SWAPPED : NOT_SEEN}
          />
        </div>
      </fieldset>
      <div className="mt-6 grid max-w-[760px] gap-5">
        {way === "form" ? (
          <LifeForm record={record} onComplete={onComplete} />
        ) : (
          <LifeScript record={record} onComplete={onComplete} />
        )}
      </div>
    </section>
  );
}

const SWAPPED =
  "The script sets a test password. Then this app signs in with that, and the role itself puts Lucien’s in its place. Not for hosts that refuse SCRAM verifiers.";
const NOT_SEEN = "You copy the script and run it with psql. We cannot see that you did, and the founder is told so.";
