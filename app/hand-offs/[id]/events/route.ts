import { handOffGone } from "../../../../lib/hand-off/refusal.ts";
import { readAction } from "../../../_server/action.ts";
import { founderOf } from "../../../_server/caller.ts";
import { idOf } from "../../../_server/hand-off-actions.ts";
import { handOffEvents } from "../../../_server/hand-off-events.ts";
import { store } from "../../../_server/store.ts";

/** How it stands, and again whenever that changes, as server-sent events. */
export const GET = readAction({
  limit: { name: "hand-offs/events", perMinute: 2_000 },
  async run(call) {
    const { handOffs } = await store();
    const row = await handOffs.get(idOf(call));
    if (row === null) throw handOffGone();
    return handOffEvents(row, { founderId: founderOf(call.caller).id, signal: call.signal });
  },
});
