"use client";

import { type ReactNode, useId, useState } from "react";
import { Button } from "../ui/button";

/** One thing that can be done about the login: what it is, and behind one press what it needs. */
export function LifeSection(props: { title: string; about: string; act: string; children: ReactNode; open?: boolean }) {
  const [open, setOpen] = useState(props.open ?? false);
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-b border-line py-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-[280px]">
          <h2 id={id} className="font-semibold">
            {props.title}
          </h2>
          <p className="mt-0.5 max-w-[62ch] text-small text-pretty text-ink-2">{props.about}</p>
        </div>
        <Button look="second" small aria-expanded={open} aria-describedby={id} onClick={() => setOpen(!open)}>
          {open ? "Close" : props.act}
        </Button>
      </div>
      {open && <div className="mt-4 grid max-w-[720px] gap-4">{props.children}</div>}
    </section>
  );
}
