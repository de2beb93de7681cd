import { finishHandOff } from "../../../../lib/hand-off/founder-moves.ts";
import { plainFounderMove } from "../../../_server/hand-off-actions.ts";
import { recordConnection } from "../../../_server/hand-off-connection.ts";

/** "I have pasted it into Lucien": the login is listed, and what is left of the hand-off is deleted. */
export const POST = plainFounderMove("finish", async ({ store, founder, id, now }) => {
  const row = await store.handOffs.get(id);
  if (row?.state === "collected" && row.founderId === founder.id) await recordConnection(store, row, now);
  return finishHandOff(store.handOffs, id, founder, now);
});
