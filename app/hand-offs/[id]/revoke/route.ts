import { revokeHandOff } from "../../../../lib/hand-off/founder-moves.ts";
import { plainFounderMove } from "../../../_server/hand-off-actions.ts";

/** Stops the link. */
export const POST = plainFounderMove("revoke", ({ store, founder, id, now }) =>
  revokeHandOff(store.handOffs, id, founder, now),
);
