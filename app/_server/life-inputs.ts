import "server-only";
import { z } from "zod";
import { isVerifier } from "../../lib/credentials/scram.ts";
import { targetSchema } from "./inputs.ts";

/** An admin's URL, or the login's own. */
export const lifeInputSchema = z.strictObject({ target: targetSchema });
export type LifeOrder = z.infer<typeof lifeInputSchema>;

/** `self`: the target is the login's own old URL. The new password is the browser's, and only its verifier comes. */
export const rotateInputSchema = lifeInputSchema.extend({
  self: z.boolean(),
  verifier: z.string().refine(isVerifier),
  sealTo: z.string().max(1024),
});
export type RotateOrder = z.infer<typeof rotateInputSchema>;

export const lifeScriptInputSchema = lifeInputSchema.extend({ act: z.enum(["rotate", "pause", "resume", "remove"]) });
export type LifeScriptOrder = z.infer<typeof lifeScriptInputSchema>;
