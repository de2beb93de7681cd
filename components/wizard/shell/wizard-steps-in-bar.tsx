"use client";

import { usePathname } from "next/navigation";
import { BarSteps } from "./step-lists";

/** The steps stand in the bar only where there is no rail and the proof takes the whole width. */
export function WizardStepsInBar() {
  const path = usePathname();
  return path === "/apply" || path === "/verify" ? <BarSteps current="prove" /> : null;
}
