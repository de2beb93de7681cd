import "server-only";
import { randomBytes } from "node:crypto";
import { AppError } from "../../lib/errors.ts";
import { env } from "./env.ts";
import { secretFile } from "./secret-file.ts";

let known: string | undefined;

/** What seals the cookies: from the environment, or the data folder's own, made at the first start. */
export function sessionKey(): string {
  known ??= env().SESSION_KEY ?? ownKey();
  return known;
}

function ownKey(): string {
  if (env().STORE_DATABASE_URL !== undefined) {
    throw new AppError("usage.session-key", "SESSION_KEY is not set.", {
      hint: "With STORE_DATABASE_URL several copies of this app may run, and all need the same key. Make one: openssl rand -base64 48",
    });
  }
  try {
    return secretFile("session-key", () => randomBytes(48).toString("base64url"));
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("usage.session-key", "There is no session key, and none could be made.", {
      hint: "Let this app write into DATA_DIR, or set SESSION_KEY. Make one: openssl rand -base64 48",
      detail: `The data folder: ${reason}.`,
      cause,
    });
  }
}
