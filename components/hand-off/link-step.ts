import type { Step } from "../../lib/hand-off/engineer-moves.ts";
import { askLink } from "./ask.ts";
import { isAtWork, readTab } from "./tab.ts";

/** Tells where the engineer is; in a founder's own wizard nobody is told. Rejects with an AppErrorJson. */
export async function linkStep(step: Step): Promise<void> {
  const tab = readTab();
  if (isAtWork(tab)) await askLink("step", tab, { step });
}
