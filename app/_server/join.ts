import "server-only";
import { randomUUID } from "node:crypto";
import { hashPassphrase } from "../../lib/credentials/passphrase.ts";
import { AppError } from "../../lib/errors.ts";
import type { Founder, NewFounder } from "../../lib/store/founders.ts";
import type { Store } from "../../lib/store/store.ts";
import { type Handler, jsonAction } from "./action.ts";
import { type JoinOrder, joinSchema } from "./people-inputs.ts";
import { openSession } from "./session.ts";
import { store } from "./store.ts";
import { hashOf } from "./tokens.ts";

/** One of the two one-time links that make a founder. */
type Gate = {
  isOpen(store: Store, tokenHash: string, now: number): Promise<boolean>;
  claim(store: Store, tokenHash: string, founder: NewFounder, now: number): Promise<Founder | null>;
  kind: string;
};

/** A route that takes a link's token, a name and a passphrase. Whoever has the token may, once. */
export function joinRoute(name: string, gate: Gate): Handler {
  return jsonAction<JoinOrder, object>({
    who: "anybody",
    schema: joinSchema,
    limit: { name, perMinute: 10 },
    maxBytes: 4_000,
    async run(order, _signal, { headers }) {
      await joinThrough(gate, order, headers);
      return {};
    },
  });
}

/** Makes a founder and signs her in. Throws AppError `refused.setup-link`, or `usage.name-taken` and the link still works. */
async function joinThrough(gate: Gate, order: JoinOrder, headers: Headers): Promise<void> {
  const [opened, tokenHash, now] = [await store(), hashOf(order.token), Date.now()];
  // Asked first, so that a wrong token costs no hash.
  if (!(await gate.isOpen(opened, tokenHash, now))) throw linkUsed();
  const fresh = { id: randomUUID(), name: order.name, passphraseHash: await hashPassphrase(order.passphrase) };
  const founder = await gate.claim(opened, tokenHash, fresh, now);
  if (founder === null) throw (await gate.isOpen(opened, tokenHash, now)) ? nameTaken() : linkUsed();
  await opened.activity.add({ at: now, kind: gate.kind, founderId: founder.id, subject: null, facts: {} });
  await openSession(founder, headers);
}

function linkUsed(): AppError {
  return new AppError("refused.setup-link", "This link does not work any more.", {
    hint: "It works once. If you have set up your sign-in already, sign in; else ask for a new link.",
  });
}

function nameTaken(): AppError {
  return new AppError("usage.name-taken", "Somebody here has that name already.", { hint: "Choose another one." });
}
