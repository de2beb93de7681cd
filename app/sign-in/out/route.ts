import { jsonAction } from "../../_server/action.ts";
import { nothingSchema } from "../../_server/people-inputs.ts";
import { closeSession } from "../../_server/session.ts";

/** Signs this browser out: its row of the store goes, so a copy of the cookie is worth nothing. */
export const POST = jsonAction<object, object>({
  schema: nothingSchema,
  limit: { name: "sign-in/out", perMinute: 30 },
  maxBytes: 100,
  async run(_order, _signal, { caller, headers }) {
    if (caller.kind === "founder") await closeSession(caller.sidHash, headers);
    return {};
  },
});
