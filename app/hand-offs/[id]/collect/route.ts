import { collectHandOff } from "../../../../lib/hand-off/founder-moves.ts";
import { nothingSchema } from "../../../../lib/hand-off/schema.ts";
import { founderMove } from "../../../_server/hand-off-actions.ts";
import { settleLogin } from "../../../_server/hand-off-settle.ts";

/** What the engineer's browser signed, for the founder's to check. As often as it is asked for. */
export const POST = founderMove({
  name: "collect",
  schema: nothingSchema,
  async run({ store, founder, id, now }) {
    const collected = await collectHandOff(store.handOffs, id, founder, now);
    await settleLogin(store, await store.handOffs.get(id));
    return collected;
  },
});
