import "server-only";
import type { Verification } from "../../lib/verify/verification.ts";

/** When the password runs out, as this check saw it; null: not at all. Undefined where the check does not say. */
export function endOfPassword({ login }: Verification): number | null | undefined {
  if (login === undefined) return undefined;
  return login.validUntil === null ? null : Date.parse(login.validUntil);
}
