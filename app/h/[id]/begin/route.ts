import { beginLink } from "../../../../lib/hand-off/engineer-moves.ts";
import { beginSchema } from "../../../../lib/hand-off/schema.ts";
import { linkMove } from "../../../_server/hand-off-actions.ts";

/** What the link is for. Only reads, but that a passcode is counted. */
export const POST = linkMove({
  name: "begin",
  schema: beginSchema,
  run: ({ store, proof, now }, { passcode }) => beginLink(store.handOffs, proof, { passcode, now }),
});
