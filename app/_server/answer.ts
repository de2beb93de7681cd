import "server-only";
import { randomBytes } from "node:crypto";
import { AppError, type AppErrorJson } from "../../lib/errors.ts";

export const NO_STORE = { "cache-control": "no-store, no-transform", "x-accel-buffering": "no" } as const;

/** Our own errors as they are. Anything else keeps nothing but a reference number: its text may hold anything. */
export function asPublicError(thrown: unknown): AppErrorJson {
  if (thrown instanceof AppError) return thrown.toJSON();
  const reference = randomBytes(4).toString("hex");
  const kind = thrown instanceof Error ? thrown.name : typeof thrown;
  console.error(`internal.unexpected ${reference} ${kind}`);
  return {
    code: "internal.unexpected",
    message: "This app ran into something it does not know.",
    hint: "Try again. If it stays, tell us the reference number.",
    detail: `Reference ${reference}.`,
    sqlstate: null,
    field: null,
  };
}

const FAMILIES: Record<string, number> = { usage: 400, refused: 403, connect: 502, change: 500, internal: 500 };
const CODES: Record<string, number> = { "refused.too-often": 429, "refused.signed-out": 401 };

/** The answer to a request that was not let in, or failed before it had begun to answer. */
export function refusal(thrown: unknown): Response {
  const error = asPublicError(thrown);
  const status = CODES[error.code] ?? FAMILIES[error.code.split(".")[0] ?? ""] ?? 500;
  return Response.json({ error }, { status, headers: NO_STORE });
}
