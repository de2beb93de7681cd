import { joinRoute } from "../../_server/join.ts";

/** Another founder. */
export const POST = joinRoute("join/claim", {
  kind: "people.joined",
  isOpen: (store, tokenHash, now) => store.invites.isOpen(tokenHash, now),
  claim: (store, tokenHash, founder, now) => store.invites.claim(tokenHash, founder, now),
});
