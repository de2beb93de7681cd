import fs from "node:fs/promises";
import { AppError } from "../lib/errors.ts";
import type { SavedPlan } from "../lib/plan/plan-file.ts";
import type { Flags } from "./flags.ts";
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

/** What a saved plan says itself. */
const CHOOSING =
  "role schema relation exclude includeSensitive future connectionLimit statementTimeout validUntil accept adopt actAs";

/** Throws AppError `usage.plan-and-flags` where flags say something of what the saved plan says. */
export function refuseChoice({ said }: Flags): void {
  if (!CHOOSING.split(" ").some((name) => said.includes(name))) return;
  throw new AppError("usage.plan-and-flags", "The saved plan says what is shared, and how; flags cannot change it.", {
    hint: "Leave the other flags out, or make a new plan with them.",
  });
}

/** Throws AppError `refused.plan-elsewhere` where it was made for a database of another name. */
export function refuseElsewhere({ place }: SavedPlan, database: string): void {
  if (place.database === database) return;
  throw new AppError(
    "refused.plan-elsewhere",
    `This plan was made for the database ${place.database}, not ${database}.`,
    {
      hint: "Nothing was changed. Use that database's connection string, or make a plan for this one.",
    },
  );
}

function notThere(message: string, cause: NodeJS.ErrnoException): AppError {
  return new AppError("usage.plan-file", message, { hint: `Look at the path (${cause.code ?? "no code"}).`, cause });
}
