import { completeLink } from "../../../../lib/hand-off/engineer-moves.ts";
import { stateOf } from "../../../../lib/hand-off/row.ts";
import { completeSchema, MOST_REPORT_BYTES } from "../../../../lib/hand-off/schema.ts";
import { linkMove } from "../../../_server/hand-off-actions.ts";
import { settleLogin } from "../../../_server/hand-off-settle.ts";
import { refuseMadeUp } from "../../../_server/vouched.ts";

/** Takes the result that the engineer's browser signed for the founder's. */
export const POST = linkMove({
  name: "complete",
  schema: completeSchema,
  // JSON in JSON: every quotation mark of the report becomes two characters.
  maxBytes: 2 * MOST_REPORT_BYTES + 100_000,
  perMinute: 20,
  async run({ store, proof, now }, completion) {
    refuseMadeUp(completion);
    const row = await completeLink(store.handOffs, proof, completion, now);
    await settleLogin(store, row);
    return { state: stateOf(row) };
  },
});
