import type { RemoveAnswer } from "@/components/connections/wire";
import { remove } from "../../../../lib/lifecycle/remove.ts";
import { jsonAction } from "../../../_server/action.ts";
import { activityOf, adminOf, lifeOf, noted, recordState } from "../../../_server/connection-life.ts";
import { type LifeOrder, lifeInputSchema } from "../../../_server/life-inputs.ts";

/** The login goes from every database, and from the list; or it is paused, and what is left is named. */
export const POST = jsonAction<LifeOrder, RemoveAnswer>({
  schema: lifeInputSchema,
  limit: { name: "connections/remove", perMinute: 10 },
  maxBytes: 512_000,
  async run({ target }, _signal, call) {
    const life = await lifeOf(call);
    const { outcome, sessions, left, statements } = await remove(adminOf(life, target), life.options);
    if (outcome === "left") await recordState(life, "paused", "It is paused, and waits to be removed.");
    else await noted(() => life.opened.connections.remove(life.connection.id, activityOf(life, "removed")));
    return { outcome, sessions, left, databases: [...new Set(statements.map(({ database }) => database))] };
  },
});
