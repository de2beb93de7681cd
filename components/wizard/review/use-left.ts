"use client";

import { useState } from "react";
import type { Plan } from "../../../lib/plan/plan";
import type { Left } from "./questions";

/** "Leave it" by database and role: an answer survives going back to Choose, and a reload asks it again. */
const answers = new Map<string, Left>();

/** Which questions were answered with "leave it". A yes stands in the request, so only the noes are kept here. */
export function useLeft(plan: Plan): [Left, (id: string, leave: boolean) => void] {
  const key = JSON.stringify([plan.database, plan.role]);
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
