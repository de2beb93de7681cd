"use client";

import { useEffect, useState } from "react";
import type { HandOffRecord } from "../../lib/hand-off/hand-off.types.ts";
import { isAtWork, readTab } from "./tab";

/** What the wizard works for: what was asked, and where; null in a founder's own wizard. */
export type WizardHandOff = { id: string; record: HandOffRecord; host: string; earlierClaims: readonly number[] };

/** The hand-off that this tab is in; undefined before the first paint, when that is not known yet. */
export function useHandOffInWizard(): WizardHandOff | null | undefined {
  const [handOff, setHandOff] = useState<WizardHandOff | null | undefined>(undefined);
  useEffect(() => setHandOff(handOffOfTab()), []);
  return handOff;
}

/** Also once it is handed over: the last screen still says for whom it was. */
export function handOffOfTab(): WizardHandOff | null {
  const tab = readTab();
  if (tab === null || tab.record === null || tab.host === null) return null;
  if (!isAtWork(tab) && tab.result === null) return null;
  return { id: tab.id, record: tab.record, host: tab.host, earlierClaims: tab.earlierClaims };
}
