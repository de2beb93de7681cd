import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "../errors.ts";
import type { Plan } from "./plan.ts";
import { type PlanRequest, planRequestSchema } from "./request.ts";

/** Where the plan was made: told to whoever reviews it; the fingerprint decides whether it still holds. */
export type PlanPlace = { host: string; port: number; database: string };

export type SavedPlan = { place: PlanPlace; savedAt: string; request: PlanRequest; fingerprint: string };

const KIND = "lucien-readonly/plan";

const fileSchema = z.object({
  kind: z.literal(KIND),
  formatVersion: z.literal(1),
  savedAt: z.iso.datetime(),
  place: z.object({ host: z.string(), port: z.int(), database: z.string() }),
  request: planRequestSchema,
  plan: z.looseObject({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/) }),
  digest: z.string(),
});

/**
 * A plan as a file: for somebody to read, and for `readPlanFile` to apply later. It holds the request, the statements as
 * they were shown (psql variables stand where passwords do, so no secret) and a digest over all of it.
 */
export function planFile(request: PlanRequest, plan: Plan, place: PlanPlace, savedAt: Date): string {
  const body = { kind: KIND, formatVersion: 1, savedAt: savedAt.toISOString(), place, request, plan };
  return `${JSON.stringify({ ...body, digest: digestOf(body) }, null, 2)}\n`;
}

/**
 * What is needed to apply a saved plan: its request, and the fingerprint that `apply` compares with what it would do
 * now. Throws AppError `usage.plan-file` for a text that is no such file, or that was changed since it was saved:
 * what a reviewer read in it would not be what runs.
 */
export function readPlanFile(text: string): SavedPlan {
  const { digest, ...body } = parsed(text);
  if (digestOf(body) !== digest) {
    throw notUsable("This file was changed since it was saved.", "The digest does not fit. Make the plan again.");
  }
  const read = fileSchema.safeParse({ ...body, digest });
  if (!read.success) throw notUsable("This file is not a plan of ours.", "Save one with: plan --save FILE");
  const { place, savedAt, request, plan } = read.data;
  return { place, savedAt, request, fingerprint: plan.fingerprint };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below: to whoever reads it, both are the same fault.
  }
  throw notUsable("This file is not a plan of ours.", "Save one with: plan --save FILE");
}

/** Not a signature: it notices a slip of an editor, not an attacker, who could not change what is granted either. */
function digestOf(body: object): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}

function notUsable(message: string, hint: string): AppError {
  return new AppError("usage.plan-file", message, { hint });
}
