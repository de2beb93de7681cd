import "server-only";
import { randomId } from "../../lib/hand-off/bytes.ts";
import type { HandOffResult, HandOffRow, Signed } from "../../lib/hand-off/hand-off.types.ts";
import { recordOf } from "../../lib/hand-off/row.ts";
import type { Store } from "../../lib/store/store.ts";
import type { Verification } from "../../lib/verify/verification.ts";
import { endOfPassword } from "./password-times.ts";

/** Lists the login that a hand-off brought, with its proof as the first check. Public facts only. */
export async function recordConnection(store: Store, row: HandOffRow, now: number): Promise<void> {
  if (row.result === null || row.report === null) return;
  const { value } = JSON.parse(row.result) as Signed<HandOffResult>;
  const { host, port, database, role, sslmode, way, passwordMode } = value;
  // About a login that is listed already: settled when it was done.
  if (passwordMode === "none" || recordOf(row).value.intent !== "create") return;
  const connection = {
    id: randomId(),
    founderId: row.founderId,
    name: database,
    ...{ host, port, database, role, sslmode, handOffId: row.id },
    passwordMode: way === "own-login" ? ("kept" as const) : passwordMode,
  };
  const verification = verificationOf(row.report);
  if (verification === null) return;
  const passwordSetAt = way === "own-login" ? undefined : Date.parse(verification.checkedAt) || now;
  const login = { ...connection, passwordSetAt, validUntil: endOfPassword(verification) };
  await store.connections.record(login, checkOf(verification, now), { evidence: JSON.stringify(verification) });
}

/** Null where the report is none of ours: whoever has the link wrote it, and she must be able to finish all the same. */
export function verificationOf(report: string): Verification | null {
  try {
    const { verification } = JSON.parse(report).run as { verification: Verification };
    return typeof verification.verdict === "string" && Array.isArray(verification.probes) ? verification : null;
  } catch {
    return null;
  }
}

/** What a verdict comes to in the list: how much was tried and refused. */
export function checkOf({ verdict, probes }: Verification, at: number) {
  const tries = probes.filter(({ expected }) => expected !== "00000");
  const refused = tries.filter(({ result }) => result === "denied").length;
  return { at, verdict, tries: tries.length, refused, note: "" };
}
