import { addHandOff, type HandOffOrder } from "../../../lib/hand-off/founder-moves.ts";
import type { FounderView } from "../../../lib/hand-off/hand-off.types.ts";
import { founderView } from "../../../lib/hand-off/row.ts";
import { orderSchema } from "../../../lib/hand-off/schema.ts";
import { jsonAction } from "../../_server/action.ts";
import { founderOf } from "../../_server/caller.ts";
import { store } from "../../_server/store.ts";

/** Keeps what the founder's browser made. Neither the link's secret nor a password is in it. */
export const POST = jsonAction<HandOffOrder, FounderView>({
  schema: orderSchema,
  limit: { name: "hand-offs/create", perMinute: 30 },
  maxBytes: 64_000,
  async run(order, _signal, { caller }) {
    const founder = founderOf(caller);
    const { handOffs } = await store();
    return founderView(await addHandOff(handOffs, founder, order, Date.now()), founder.id);
  },
});
