import { resendHandOff } from "../../../../lib/hand-off/founder-moves.ts";
import { tooLate } from "../../../../lib/hand-off/refusal.ts";
import { founderView } from "../../../../lib/hand-off/row.ts";
import { orderSchema } from "../../../../lib/hand-off/schema.ts";
import { founderMove } from "../../../_server/hand-off-actions.ts";

/** Another link for the same: the one before stops working, and Lucien's password will be another. */
export const POST = founderMove({
  name: "resend",
  schema: orderSchema,
  async run({ store, founder, id, now }, order) {
    if (order.record.value.id !== id) throw tooLate("another one");
    return founderView(await resendHandOff(store.handOffs, founder, order, now), founder.id);
  },
});
