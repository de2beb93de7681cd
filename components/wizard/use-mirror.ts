import { useEffect, useRef, useState } from "react";
import { isHandedOver, leaveTab, readTab } from "../hand-off/tab";
import { handOffOfTab, type WizardHandOff } from "../hand-off/use-hand-off-in-wizard";
import type { WizardState } from "./wizard-state";
import { keep, restore, type TabStorage, wizardStorage } from "./wizard-storage";

const LAST_SCREENS = ["/apply", "/verify", "/done", "/report"];

/**
 * Restores once after the first paint, then mirrors every change, in a place of its own for each hand-off. `ready` when
 * what was kept is back.
 */
export function useMirror(state: WizardState, onRestored: (state: WizardState) => void) {
  const [from, setFrom] = useState<{ handOff: WizardHandOff | null; storage: TabStorage } | null>(null);
  const restored = useRef(onRestored);
  useEffect(() => {
    // Who starts over in this tab works for nobody's hand-off any more.
    if (isHandedOver(readTab()) && !LAST_SCREENS.includes(location.pathname)) leaveTab();
    const handOff = handOffOfTab();
    const storage = wizardStorage(handOff?.id ?? null);
    restored.current(restore(storage));
    setFrom({ handOff, storage });
  }, []);
  const before = useRef<WizardState | null>(null);
  useEffect(() => {
    if (!from) return;
    keep(state, before.current, from.storage);
    before.current = state;
  }, [from, state]);
  return { ready: from !== null, handOff: from?.handOff ?? null, storage: from?.storage ?? null };
}
