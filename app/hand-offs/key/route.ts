import { AppError } from "../../../lib/errors.ts";
import { keySchema } from "../../../lib/hand-off/schema.ts";
import { jsonAction, readAction } from "../../_server/action.ts";
import { founderOf } from "../../_server/caller.ts";
import { store } from "../../_server/store.ts";

/** The founder's key under her recovery code, which the server has never seen; and the time here. */
export const GET = readAction({
  limit: { name: "hand-offs/key", perMinute: 120 },
  async run({ caller }) {
    const { founders } = await store();
    return { recovery: await founders.recovery(founderOf(caller).id), now: Date.now() };
  },
});

export const POST = jsonAction({
  schema: keySchema,
  limit: { name: "hand-offs/key", perMinute: 10 },
  maxBytes: 4_000,
  async run({ before, rootId, wrapped }, _signal, { caller }) {
    const { founders } = await store();
    if (await founders.setRecovery(founderOf(caller).id, before, { rootId, wrapped })) return { ok: true };
    throw new AppError("refused.key-changed", "Another of your browsers has made a key meanwhile.", {
      hint: "Load this page again, then use the recovery code that was shown there.",
    });
  },
});
