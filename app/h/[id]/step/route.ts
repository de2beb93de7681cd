import { stepLink } from "../../../../lib/hand-off/engineer-moves.ts";
import { stateOf } from "../../../../lib/hand-off/row.ts";
import { stepSchema } from "../../../../lib/hand-off/schema.ts";
import { linkMove } from "../../../_server/hand-off-actions.ts";

/** The engineer starts a run, is back from one that failed, or has the script in hand. */
export const POST = linkMove({
  name: "step",
  schema: stepSchema,
  run: async ({ store, proof, now }, { step }) => ({
    state: stateOf(await stepLink(store.handOffs, proof, step, now)),
  }),
});
