import { joinRoute } from "../../_server/join.ts";
import { removeSetupLink } from "../../_server/setup-link.ts";

/** The first founder. */
export const POST = joinRoute("setup/claim", {
  kind: "people.set-up",
  isOpen: (store, tokenHash) => store.setup.isOpen(tokenHash),
  async claim(store, tokenHash, founder, now) {
    const made = await store.setup.claim(tokenHash, founder, now);
    if (made !== null) removeSetupLink();
    return made;
  },
});
