import { jsonAction } from "../../_server/action.ts";
import { type Gate, joinThrough } from "../../_server/join.ts";
import { type JoinOrder, joinSchema } from "../../_server/people-inputs.ts";

const INVITE: Gate = {
  kind: "people.joined",
  isOpen: (store, tokenHash, now) => store.invites.isOpen(tokenHash, now),
  claim: (store, tokenHash, founder, now) => store.invites.claim(tokenHash, founder, now),
};

/** Another founder. Whoever has the token of an invite may, once. */
export const POST = jsonAction<JoinOrder, object>({
  who: "anybody",
  schema: joinSchema,
  limit: { name: "join/claim", perMinute: 10 },
  maxBytes: 4_000,
  async run(order, _signal, { headers }) {
    await joinThrough(INVITE, order, headers);
    return {};
  },
});
