import type { CellState } from "./grid-model";

/** The fills of the proof, in one place: the wall, its legend and the ways around all wear these. */
export const CELL_LOOKS: Record<CellState, string> = {
  wait: "shadow-[inset_0_0_0_1px_var(--line)] text-ink-3",
  open: "bg-open-lit text-on-lit",
  part: "bg-[linear-gradient(90deg,var(--open-lit)_0_82%,var(--shut)_82%)] text-on-lit",
  "may-read":
    "bg-[repeating-linear-gradient(-52deg,var(--open-lit)_0_4px,color-mix(in_oklab,var(--open-lit)_78%,var(--paper))_4px_6px)] text-on-lit",
  shut: "bg-shut text-on-shut shadow-[inset_0_0_0_1px_var(--shut-line)]",
  catalog: "fill-catalog text-on-shut shadow-[inset_0_0_0_1px_var(--shut-line)]",
  odd: "bg-ask-tint text-ask shadow-[inset_0_0_0_1px_var(--ask-line)]",
  leak: "bg-stop-fill text-on-stop font-semibold",
};
