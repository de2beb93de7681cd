import fs from "node:fs/promises";
import { AppError } from "../lib/errors.ts";
import type { SavedPlan } from "../lib/plan/plan-file.ts";
import { type Flags, hasScope } from "./flags.ts";
import { say } from "./print.ts";

/** Writes a plan's file. Throws AppError `usage.plan-file` where it cannot be written. */
export async function savePlan(path: string, text: string): Promise<void> {
  await fs.writeFile(path, text).catch((cause: NodeJS.ErrnoException) => {
    throw notThere("The plan cannot be written there.", cause);
  });
  say("Saved. It holds no secret. After the review: create --plan with that file.");
}

/** Reads a plan's file. Throws AppError `usage.plan-file` where there is none, or where it was changed. */
export async function openPlan(path: string): Promise<SavedPlan> {
  const text = await fs.readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw notThere("The plan cannot be read.", cause);
  });
  const { readPlanFile } = await import("../lib/plan/plan-file.ts");
  return readPlanFile(text);
}

/** A saved plan says all of it. Throws AppError `usage.plan-and-flags` where flags say something, too. */
export function refuseChoice(flags: Flags): void {
  if (!hasScope(flags) && flags.accept.length === 0 && !flags.adopt && flags.actAs === null) return;
  throw new AppError("usage.plan-and-flags", "The saved plan says what is shared; flags cannot change it.", {
    hint: "Leave the other flags out, or make a new plan with them.",
  });
}

function notThere(message: string, cause: NodeJS.ErrnoException): AppError {
  return new AppError("usage.plan-file", message, { hint: `Look at the path (${cause.code ?? "no code"}).`, cause });
}
