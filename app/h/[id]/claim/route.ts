import { claimLink } from "../../../../lib/hand-off/engineer-moves.ts";
import { claimSchema } from "../../../../lib/hand-off/schema.ts";
import { setGuest } from "../../../_server/guest.ts";
import { linkMove } from "../../../_server/hand-off-actions.ts";

/** The link is this browser's, until its lease ends. Its cookie opens the wizard's empty pages; every request proves the link. */
export const POST = linkMove({
  name: "claim",
  schema: claimSchema,
  async run({ store, proof, now, call }, input) {
    const begun = await claimLink(store.handOffs, proof, { ...input, now });
    if (begun.kind === "record") await setGuest(proof.id, call.headers);
    return begun;
  },
});
