"use client";

import type { PlanNote } from "../../../lib/plan/plan";
import { CopyButton } from "../../ui/copy-button";
import { Disclosure, Pre } from "../../ui/disclosure";

/** What no statement of the plan can see to: what is left out can come back. Nothing to decide here. */
export function PlanNotes({ notes }: { notes: readonly PlanNote[] }) {
  if (notes.length === 0) return null;
  const lines = notes.map((note) => note.remedy).join("\n");
  return (
    <section className="mt-8 max-w-[80ch]" aria-labelledby="notes">
      <h2 id="notes" className="text-head">
        What can come back
      </h2>
      <ul className="mt-2 grid gap-2 text-body">
        {notes.map((note) => (
          <li key={note.object.name}>{note.sentence}</li>
        ))}
      </ul>
      <Disclosure summary="Show the detail, and the line to run then" className="mt-2">
        {notes.map((note) => (
          <p key={note.object.name} className="mt-1 text-small text-ink-2">
            {note.detail}
          </p>
        ))}
        <Pre>{lines}</Pre>
        <CopyButton className="mt-2" look="second" small label="Copy" text={() => lines} />
      </Disclosure>
    </section>
  );
}
