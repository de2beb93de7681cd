import { jsonAction } from "../../_server/action.ts";
import { founderOf } from "../../_server/caller.ts";
import { nothingSchema } from "../../_server/people-inputs.ts";
import { openSession } from "../../_server/session.ts";
import { store } from "../../_server/store.ts";

/** Ends every session of this founder and opens a new one for the browser that asked. */
export const POST = jsonAction<object, object>({
  schema: nothingSchema,
  limit: { name: "settings/sign-out-everywhere", perMinute: 10 },
  maxBytes: 100,
  async run(_order, _signal, { caller, headers }) {
    const { id } = founderOf(caller);
    const { founders, activity } = await store();
    await founders.signOutEverywhere(id);
    const founder = await founders.get(id);
    if (founder) await openSession(founder, headers);
    await activity.add({ at: Date.now(), kind: "people.signed-out-others", founderId: id, subject: null, facts: {} });
    return {};
  },
});
