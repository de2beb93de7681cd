import type { Wizard } from "../wizard.types";

export const STEPS = [
  { id: "connect", label: "Connect", path: "/connect" },
  { id: "choose", label: "Choose", path: "/choose" },
  { id: "review", label: "Review", path: "/review" },
  { id: "prove", label: "Prove", path: "/verify" },
  { id: "done", label: "Copy the URL", path: "/done" },
] as const;

export type StepName = (typeof STEPS)[number]["id"];

/** How a step stands beside the one that is shown. */
export function stepState(step: StepName, current: StepName): "done" | "current" | "later" {
  const distance = indexOf(step) - indexOf(current);
  return distance < 0 ? "done" : distance === 0 ? "current" : "later";
}

export function indexOf(step: StepName): number {
  return STEPS.findIndex(({ id }) => id === step);
}

/** What a screen cannot be shown without, in words; null when all is there. */
export function missingFor(step: StepName, wizard: Wizard): string | null {
  if (step === "choose" && !wizard.look) return "We have not looked at a database yet.";
  if (step === "review" && !(wizard.look && wizard.request)) return "Nothing is chosen yet.";
  if (step === "prove" && !wizard.plan && wizard.run.status === "idle") return "There are no changes to make yet.";
  if (step === "done" && !wizard.run.result) return "There is no login yet.";
  return null;
}
