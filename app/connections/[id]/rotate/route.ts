import type { RotateAnswer } from "@/components/connections/wire";
import { sealTo } from "../../../../lib/credentials/seal.ts";
import { rotate, rotateOwn } from "../../../../lib/lifecycle/rotate.ts";
import { jsonAction } from "../../../_server/action.ts";
import { adminOf, lifeOf, ownLoginOf, recordRenewal } from "../../../_server/connection-life.ts";
import { type RotateOrder, rotateInputSchema } from "../../../_server/life-inputs.ts";

/** A new password, by the login itself or by an admin. Made in the browser, which alone can put the URL together. */
export const POST = jsonAction<RotateOrder, RotateAnswer>({
  schema: rotateInputSchema,
  limit: { name: "connections/rotate", perMinute: 10 },
  maxBytes: 512_000,
  async run({ target, self, verifier, sealTo: browserKey }, _signal, call) {
    const life = await lifeOf(call);
    const { role, ...own } = life.options;
    const result = self
      ? await rotateOwn(ownLoginOf(life, target), { ...own, verifier })
      : await rotate(adminOf(life, target), { ...own, role, verifier });
    const { address, passwordMode, password, sessions, validUntil } = result;
    await recordRenewal(life, validUntil);
    const sealedPassword = password === null ? null : await sealTo(browserKey, password.reveal());
    return { address, passwordMode, sealedPassword, sessions, validUntil };
  },
});
