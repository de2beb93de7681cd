import type { Client } from "../../postgres/client.ts";
import { passwordHashes, sessionReadsHashes } from "../queries/access-hashes.sql.ts";
import type { AccessRole } from "./facts.ts";

/** Which logins keep what kind of password hash. Never the hashes. */
export type PasswordHashes = {
  /** Logins with an MD5 hash that could change something. */
  md5: string[];
  /** How many keep a SCRAM verifier. */
  scram: number;
};

/** null: this session may not look (asked beforehand, so that no refusal lands in the server's log). */
export async function readHashes(client: Client, role: AccessRole | null): Promise<PasswordHashes | null> {
  const { rows } = await client.query<{ may: boolean }>(sessionReadsHashes);
  if (rows[0]?.may !== true) return null;
  const hashes = await client.query<PasswordHashes>(passwordHashes, [role?.oid ?? 0]);
  return hashes.rows[0] ?? null;
}
