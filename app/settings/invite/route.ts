import { jsonAction } from "../../_server/action.ts";
import { founderOf } from "../../_server/caller.ts";
import { nothingSchema } from "../../_server/people-inputs.ts";
import { store } from "../../_server/store.ts";
import { hashOf, newToken } from "../../_server/tokens.ts";

const HOURS = 72;
const HOUR_MS = 3_600_000;

/** The token of a link by which one more founder joins, and until when. It is kept as a hash: it is shown only here. */
export const POST = jsonAction<object, { token: string; expiresAt: number }>({
  schema: nothingSchema,
  limit: { name: "settings/invite", perMinute: 10 },
  maxBytes: 100,
  async run(_order, _signal, { caller }) {
    const { id } = founderOf(caller);
    const [token, now] = [newToken(), Date.now()];
    const expiresAt = now + HOURS * HOUR_MS;
    const { invites, activity } = await store();
    await invites.add(hashOf(token), id, expiresAt, now);
    await activity.add({ at: now, kind: "people.invited", founderId: id, subject: null, facts: {} });
    return { token, expiresAt };
  },
});
