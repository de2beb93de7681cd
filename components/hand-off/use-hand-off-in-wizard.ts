"use client";

import { useEffect, useState } from "react";
import type { HandOffRecord } from "../../lib/hand-off/hand-off.types.ts";
import { isAtWork, isHandedOver, readTab } from "./tab";

/** What the wizard works for: what was asked, and where; null in a founder's own wizard. */
export type WizardHandOff = { id: string; record: HandOffRecord; host: string; earlierClaims: readonly number[] };

/** The hand-off that this tab is in; undefined before the first paint, when that is not known yet. */
export function useHandOffInWizard(): WizardHandOff | null | undefined {
  const [handOff, setHandOff] = useState<WizardHandOff | null | undefined>(undefined);
  useEffect(() => setHandOff(handOffOfTab()), []);
  return handOff;
}

/** What a run works for now: the founder's record as this browser checked it; null in a founder's own wizard. */
export function recordAtWork(): HandOffRecord | null {
  const tab = readTab();
  return isAtWork(tab) ? tab.record : null;
}

/** Also once it is handed over: the last screens still say for whom it was. */
export function handOffOfTab(): WizardHandOff | null {
  const tab = readTab();
  if (tab === null || tab.record === null || tab.host === null) return null;
  if (!isAtWork(tab) && !isHandedOver(tab)) return null;
  return { id: tab.id, record: tab.record, host: tab.host, earlierClaims: tab.earlierClaims };
}
