"use client";

import { useState } from "react";
import type { Wizard } from "../wizard.types";
import type { Left } from "./questions";

/** "Leave it" by server, database and role: it survives going back to Choose, and a reload asks it again. */
const answers = new Map<string, Left>();

/** Which questions were answered with "leave it". A yes stands in the request, so only the noes are kept here. */
export function useLeft(target: Wizard["target"], role: string): [Left, (id: string, leave: boolean) => void] {
  const key = JSON.stringify([target?.host, target?.port, target?.database, role]);
  const [, redraw] = useState(0);
  function set(id: string, leave: boolean) {
    const next = new Set(answers.get(key));
    if (leave) next.add(id);
    else next.delete(id);
    answers.set(key, next);
    redraw((count) => count + 1);
  }
  return [answers.get(key) ?? new Set(), set];
}

/** The job is over: the next one asks anew. */
export function forgetLeft(): void {
  answers.clear();
}
