import "server-only";
import { z } from "zod";
import { isVerifier } from "../../lib/credentials/scram.ts";
import type { Target } from "../../lib/postgres/client.ts";
import type { Caller } from "./caller.ts";
import { adminOf, ownLoginOf } from "./connection-life.ts";
import { dialPolicy } from "./env.ts";
import { targetSchema } from "./inputs.ts";

const name = z.string().min(1).max(1_000);

/** What the engineer's browser read out of the record that the founder signed: the row is not asked. */
const askedSchema = z.strictObject({
  act: z.enum(["rotate", "pause", "resume", "remove"]),
  role: name,
  host: name,
  database: name,
  sslmode: name,
  adopt: z.boolean(),
});

export const linkLifeScriptSchema = z.strictObject({ target: targetSchema, asked: askedSchema });
export type LinkLifeScriptOrder = z.infer<typeof linkLifeScriptSchema>;

const password = z.strictObject({ verifier: z.string().refine(isVerifier), sealTo: z.string().max(1_024) });

/** `self`: the target is the login itself. `password`: where a new one is asked for, and nowhere else. */
export const linkLifeSchema = linkLifeScriptSchema
  .extend({ self: z.boolean(), password: password.nullable() })
  .refine(({ asked, self, password: made }) => (asked.act === "rotate" ? made !== null : made === null && !self));
export type LinkLifeOrder = z.infer<typeof linkLifeSchema>;

type Ordered = { target: Target; asked: z.infer<typeof askedSchema>; self?: boolean };

/** Whom to sign in as, on the very server that was asked about, and as what. Throws `refused.other-server`. */
export function linkTarget(caller: Caller, { target, asked, self = false }: Ordered) {
  const { act, role, adopt, ...place } = asked;
  const at = { connection: { ...place, role } };
  return {
    target: self ? ownLoginOf(at, target) : adminOf(at, target),
    options: { act, role, adopt, client: { dial: dialPolicy(caller) } },
  };
}
