import { handOffGone } from "../../../../lib/hand-off/refusal.ts";
import { founderView } from "../../../../lib/hand-off/row.ts";
import { readAction } from "../../../_server/action.ts";
import { founderOf } from "../../../_server/caller.ts";
import { idOf } from "../../../_server/hand-off-actions.ts";
import { store } from "../../../_server/store.ts";

/** How it stands, for pages that cannot be told by events. */
export const GET = readAction({
  limit: { name: "hand-offs/status", perMinute: 2_000 },
  async run(call) {
    const { handOffs } = await store();
    const row = await handOffs.get(idOf(call));
    if (row === null) throw handOffGone();
    return founderView(row, founderOf(call.caller).id);
  },
});
