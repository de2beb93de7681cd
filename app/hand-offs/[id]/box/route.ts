import { boxOf } from "../../../../lib/hand-off/founder-moves.ts";
import { readAction } from "../../../_server/action.ts";
import { founderOf } from "../../../_server/caller.ts";
import { idOf } from "../../../_server/hand-off-actions.ts";
import { store } from "../../../_server/store.ts";

/** The founder's box, which only her key opens: for copying the link again. */
export const GET = readAction({
  limit: { name: "hand-offs/box", perMinute: 60 },
  async run(call) {
    const { handOffs } = await store();
    return boxOf(handOffs, idOf(call), founderOf(call.caller));
  },
});
