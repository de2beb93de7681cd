import { z } from "zod";
import { jsonAction } from "../../../_server/action.ts";
import { activityOf, lifeOf } from "../../../_server/connection-life.ts";

/** Off the list. The login itself stays as it is: nothing is asked of its database. */
export const POST = jsonAction<object, object>({
  schema: z.strictObject({}),
  limit: { name: "connections/forget", perMinute: 20 },
  maxBytes: 1_000,
  async run(_input, _signal, call) {
    const life = await lifeOf(call);
    await life.opened.connections.remove(life.connection.id, activityOf(life, "forgotten"));
    return {};
  },
});
