import "server-only";
import { z } from "zod";
import { planRequestSchema } from "../../lib/plan/request.ts";
import type { Target } from "../../lib/postgres/client.ts";
import { Secret } from "../../lib/secret.ts";

const name = z.string().min(1).max(1024);

/** The target as the browser sends it; the password becomes a Secret before anything else sees it. */
export const targetSchema = z
  .object({
    host: name,
    port: z.int().min(1).max(65_535),
    database: name,
    user: name,
    password: z.string().min(1).max(4096),
    tls: z.enum(["verify-full", "verify-ca", "require", "disable"]).nullable(),
    caPem: z.string().max(512_000).nullable(),
  })
  .transform((target): Target => ({ ...target, password: new Secret(target.password) }));

export const planInputSchema = z.object({ target: targetSchema, request: planRequestSchema });
export type PlanOrder = z.infer<typeof planInputSchema>;

export const runInputSchema = planInputSchema.extend({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  verifier: z.string().max(256),
  sealTo: z.string().max(1024),
});
export type RunOrder = z.infer<typeof runInputSchema>;
