import { jsonAction } from "../../_server/action.ts";
import { type Gate, joinThrough } from "../../_server/join.ts";
import { type JoinOrder, joinSchema } from "../../_server/people-inputs.ts";
import { removeSetupLink } from "../../_server/setup-link.ts";

const SETUP: Gate = {
  kind: "people.set-up",
  isOpen: (store, tokenHash) => store.setup.isOpen(tokenHash),
  claim: (store, tokenHash, founder, now) => store.setup.claim(tokenHash, founder, now),
};

/** The first founder. Whoever has the token of the setup link may, once. */
export const POST = jsonAction<JoinOrder, object>({
  who: "anybody",
  schema: joinSchema,
  limit: { name: "setup/claim", perMinute: 10 },
  maxBytes: 4_000,
  async run(order, _signal, { headers }) {
    await joinThrough(SETUP, order, headers);
    removeSetupLink();
    return {};
  },
});
