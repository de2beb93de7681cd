import { z } from "zod";

/** What the founder (or a flag) decided. Explicit: every relation is named, so what was shown is what is granted. */
export const planRequestSchema = z.object({
  role: z.string().min(1),
  schemas: z.array(
    z.object({
      name: z.string().min(1),
      /** "Tables made later, too". */
      future: z.boolean(),
      /** `columns` null: the whole relation; else exactly these. */
      relations: z.array(z.object({ name: z.string().min(1), columns: z.array(z.string().min(1)).nullable() })),
    }),
  ),
  /** -1 is no limit. */
  connectionLimit: z.int().min(-1).max(10_000).default(10),
  /** Milliseconds, 0 is off. */
  statementTimeoutMs: z.int().min(0).max(86_400_000).default(60_000),
  /** ISO 8601 with a zone, or null: the password does not expire. */
  validUntil: z.iso.datetime({ offset: true }).nullable().default(null),
  /** What to do about relations with row security: one SELECT policy each, BYPASSRLS on the role, or leave filtered. */
  rowRules: z.enum(["policy", "bypass", "keep"]).default("keep"),
  /** Hazard codes or `code:object` keys that were answered with yes. */
  accept: z.array(z.string()).default([]),
  /** Roles to whom a right taken from PUBLIC is given back, as `hazard key` → role names. */
  giveBack: z.record(z.string(), z.array(z.string())).default({}),
  /** Take over an existing role that is not marked as ours. */
  adopt: z.boolean().default(false),
  /** A permanent admin role that the login is a member of: everything is done as it, under SET LOCAL ROLE. */
  actAs: z.string().min(1).nullable().optional(),
  /** Several short transactions instead of one: what is done stays when a later one fails. */
  inParts: z.boolean().optional(),
});
export type PlanRequest = z.infer<typeof planRequestSchema>;
