import type { PauseAnswer } from "@/components/connections/wire";
import { pause } from "../../../../lib/lifecycle/pause.ts";
import { jsonAction } from "../../../_server/action.ts";
import { adminOf, lifeOf, recordState } from "../../../_server/connection-life.ts";
import { type LifeOrder, lifeInputSchema } from "../../../_server/life-inputs.ts";

/** Nobody signs in with the login any more, and its open sessions end. */
export const POST = jsonAction<LifeOrder, PauseAnswer>({
  schema: lifeInputSchema,
  limit: { name: "connections/pause", perMinute: 10 },
  maxBytes: 512_000,
  async run({ target }, _signal, call) {
    const life = await lifeOf(call);
    const { outcome, sessions } = await pause(adminOf(life, target), life.options);
    await recordState(life, "paused", "It is paused. It cannot sign in.");
    return { outcome, sessions };
  },
});
