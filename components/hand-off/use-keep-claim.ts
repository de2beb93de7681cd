"use client";

import { useEffect } from "react";
import { linkStep } from "./link-step";

/** Well within the twenty minutes that a claim counts. */
const EVERY_MS = 4 * 60_000;

/** While the wizard is seen, or at work, the link stays with this browser: reading a plan may take its time. */
export function useKeepClaim(atWork: boolean): void {
  useEffect(() => {
    const timer = setInterval(() => {
      // A claim that is gone shows at the next thing that is done.
      if (atWork || document.visibilityState === "visible") linkStep("still").catch(() => undefined);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [atWork]);
}
