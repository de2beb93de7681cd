import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, for a link or a cookie. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of it. A token is random, so one plain hash is enough: there is nothing to guess. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
