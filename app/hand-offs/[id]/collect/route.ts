import { collectHandOff } from "../../../../lib/hand-off/founder-moves.ts";
import { nothingSchema } from "../../../../lib/hand-off/schema.ts";
import { founderMove } from "../../../_server/hand-off-actions.ts";

/** What the engineer's browser signed, for the founder's to check. As often as it is asked for. */
export const POST = founderMove({
  name: "collect",
  schema: nothingSchema,
  run: ({ store, founder, id, now }) => collectHandOff(store.handOffs, id, founder, now),
});
