import "server-only";
import { z } from "zod";
import { targetFrom } from "../../lib/credentials/schema.ts";
import { isVerifier } from "../../lib/credentials/scram.ts";
import { planRequestSchema } from "../../lib/plan/request.ts";
import { Secret } from "../../lib/secret.ts";

/** The target as the browser sends it; the password becomes a Secret before anything else sees it. */
export const targetSchema = z.unknown().transform(targetFrom);

/** A target, and beside it the name of the login that is to be made or changed; null: the usual one. */
export const lookInputSchema = z
  .looseObject({ role: z.string().min(1).max(200).optional() })
  .transform(({ role = null, ...target }) => ({ target: targetFrom(target), role }));
export type LookOrder = z.infer<typeof lookInputSchema>;

export const planInputSchema = z.object({ target: targetSchema, request: planRequestSchema });
export type PlanOrder = z.infer<typeof planInputSchema>;

const verifier = z.string().refine(isVerifier);

/** `verifier`: of the test password, which stays in the browser until the script has run. */
export const scriptInputSchema = planInputSchema.extend({ verifier, newPassword: z.boolean() });
export type ScriptOrder = z.infer<typeof scriptInputSchema>;

/** `login`: the role itself with its test password. No admin's credential is in here. */
export const finishInputSchema = z.object({ login: targetSchema, request: planRequestSchema, verifier });
export type FinishOrder = z.infer<typeof finishInputSchema>;

export const runInputSchema = planInputSchema.extend({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  verifier,
  rotate: z.boolean(),
  readonlyPassword: z
    .string()
    .min(1)
    .max(10_000)
    .transform((password) => new Secret(password))
    .nullable(),
  sealTo: z.string().max(1024),
});
export type RunOrder = z.infer<typeof runInputSchema>;
