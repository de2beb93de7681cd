import { z } from "zod";
import { hashPassphrase } from "../../../lib/credentials/passphrase.ts";
import { AppError } from "../../../lib/errors.ts";
import { jsonAction } from "../../_server/action.ts";
import { founderOf } from "../../_server/caller.ts";
import { tryPassphrase } from "../../_server/passphrase-tries.ts";
import { newPassphraseSchema, passphraseSchema } from "../../_server/people-inputs.ts";
import { openSession } from "../../_server/session.ts";
import { store } from "../../_server/store.ts";

const changeSchema = z.strictObject({ current: passphraseSchema, next: newPassphraseSchema });
type ChangeOrder = z.infer<typeof changeSchema>;

/** A new passphrase, for who knows the one before. Every other browser is signed out by it. */
export const POST = jsonAction<ChangeOrder, object>({
  schema: changeSchema,
  limit: { name: "settings/passphrase", perMinute: 10 },
  maxBytes: 4_000,
  async run({ current, next }, _signal, { caller, headers }) {
    const { id, name } = founderOf(caller);
    const opened = await store();
    const founder = await opened.founders.byName(name);
    const attempt = { name, passphrase: current, hash: founder?.passphraseHash ?? null };
    if (!(await tryPassphrase(opened, attempt, headers)) || founder === null) throw wrong();
    const epoch = await opened.founders.changePassphrase(id, founder.epoch, await hashPassphrase(next));
    if (epoch === null) throw changedMeanwhile();
    await openSession({ ...founder, epoch }, headers);
    const line = { at: Date.now(), kind: "people.new-passphrase", founderId: id, subject: null, facts: {} };
    await opened.activity.add(line);
    return {};
  },
});

function wrong(): AppError {
  return new AppError("refused.passphrase", "That is not your passphrase of today.", {
    hint: "Nothing was changed. Try again.",
  });
}

function changedMeanwhile(): AppError {
  return new AppError("refused.signed-out", "You were signed out meanwhile, from another browser.", {
    hint: "Nothing was changed here. Sign in again.",
  });
}
