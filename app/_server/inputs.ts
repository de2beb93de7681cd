import "server-only";
import { z } from "zod";
import { targetFrom } from "../../lib/credentials/schema.ts";
import { isVerifier } from "../../lib/credentials/scram.ts";
import { planRequestSchema } from "../../lib/plan/request.ts";

/** The target as the browser sends it; the password becomes a Secret before anything else sees it. */
export const targetSchema = z.unknown().transform(targetFrom);

export const planInputSchema = z.object({ target: targetSchema, request: planRequestSchema });
export type PlanOrder = z.infer<typeof planInputSchema>;

export const runInputSchema = planInputSchema.extend({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  verifier: z.string().refine(isVerifier),
  sealTo: z.string().max(1024),
});
export type RunOrder = z.infer<typeof runInputSchema>;
