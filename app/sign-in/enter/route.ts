import { z } from "zod";
import { AppError } from "../../../lib/errors.ts";
import { jsonAction } from "../../_server/action.ts";
import { tryPassphrase } from "../../_server/passphrase-tries.ts";
import { nameSchema, passphraseSchema } from "../../_server/people-inputs.ts";
import { openSession } from "../../_server/session.ts";
import { store } from "../../_server/store.ts";

const enterSchema = z.strictObject({ name: nameSchema, passphrase: passphraseSchema });
type EnterOrder = z.infer<typeof enterSchema>;

/** Signs in. One answer for a wrong name and a wrong passphrase. */
export const POST = jsonAction<EnterOrder, object>({
  who: "anybody",
  schema: enterSchema,
  limit: { name: "sign-in/enter", perMinute: 10 },
  maxBytes: 4_000,
  async run({ name, passphrase }, _signal, { headers }) {
    const opened = await store();
    const founder = await opened.founders.byName(name);
    const attempt = { name, passphrase, hash: founder?.passphraseHash ?? null };
    const right = await tryPassphrase(opened, attempt, headers);
    if (founder === null || !right || !(await openSession(founder, headers))) throw wrong();
    return {};
  },
});

function wrong(): AppError {
  return new AppError("refused.sign-in", "That name and passphrase do not go together.", { hint: "Try again." });
}
