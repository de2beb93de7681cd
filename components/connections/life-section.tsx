"use client";

import { type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "../ui/button";

type Anchor = "check" | "password" | "pause" | "change" | "remove";

/** One thing that can be done about the login: what it is, and behind one press what it needs. */
export function LifeSection(props: {
  /** Its name in the page's address: who follows a link to it finds it open. */
  anchor: Anchor;
  title: string;
  about: string;
  act: string;
  children: ReactNode;
  open?: boolean;
}) {
  const { anchor } = props;
  const [open, setOpen] = useState(props.open ?? false);
  const id = useId();
  useEffect(() => {
    const openIfMeant = () => {
      if (location.hash === `#${anchor}`) setOpen(true);
    };
    openIfMeant();
    addEventListener("hashchange", openIfMeant);
    return () => removeEventListener("hashchange", openIfMeant);
  }, [anchor]);
  return (
    <section id={anchor} aria-labelledby={id} className="scroll-mt-6 border-b border-line py-5">
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
