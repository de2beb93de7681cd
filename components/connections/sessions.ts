import type { EndedSessions } from "../../lib/lifecycle/end-sessions";
import { counted } from "../wizard/wording.ts";

/** What became of the visits that were open. */
export function sessionsSentence({ ended, left, why }: EndedSessions): string {
  const done = ended === 0 ? "No visit was open." : `${counted(ended, "open visit")} ended.`;
  if (left === 0) return done;
  return `${ended === 0 ? "" : `${done} `}${counted(left, "open visit")} could not be ended${why === null ? " in time" : ` (${why})`}.`;
}
