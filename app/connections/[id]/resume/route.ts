import type { ResumeAnswer } from "@/components/connections/wire";
import { resume } from "../../../../lib/lifecycle/pause.ts";
import { jsonAction } from "../../../_server/action.ts";
import { adminOf, lifeOf, recordState } from "../../../_server/connection-life.ts";
import { type LifeOrder, lifeInputSchema } from "../../../_server/life-inputs.ts";

/** The login may sign in again, with the password and the rights that it had. */
export const POST = jsonAction<LifeOrder, ResumeAnswer>({
  schema: lifeInputSchema,
  limit: { name: "connections/resume", perMinute: 10 },
  maxBytes: 512_000,
  async run({ target }, _signal, call) {
    const life = await lifeOf(call);
    const { outcome, expiredAt } = await resume(adminOf(life, target), life.options);
    await recordState(life, "resumed", "It may sign in again. Nobody has checked it since.");
    return { outcome, expiredAt };
  },
});
