import { type CanonicalValue, canonical, derive, fromText, sha256Hex, toText } from "./bytes.ts";
import type { HandOffRecord, HandOffResult, KnownLogin } from "./hand-off.types.ts";
import type { Link } from "./link.ts";

/** The part of the link that the server may see: it lets in, and tells nothing of the keys beside it. */
export async function authOf(link: Link): Promise<string> {
  return toText(await derive(link.secret, link.id, "link-auth"));
}

/** What the store keeps of it. */
export function hashOf(token: string): Promise<string> {
  return sha256Hex(token);
}

/** Vouches for every field of what the founder decided. */
export async function signRecord(link: Link, record: HandOffRecord): Promise<string> {
  return sign(await macKey(link, "record"), recordBytes(record));
}

/** Whether the record is as the founder signed it, and is this link's. */
export async function isSignedRecord(link: Link, record: HandOffRecord, mac: string): Promise<boolean> {
  return record.id === link.id && verify(await macKey(link, "record"), recordBytes(record), mac);
}

/** Vouches for every field of what the engineer's browser brings back. */
export async function signResult(link: Link, result: HandOffResult): Promise<string> {
  return sign(await macKey(link, "result"), resultBytes(result));
}

/** Whether the result is as the engineer's browser signed it, and is this link's. */
export async function isSignedResult(link: Link, result: HandOffResult, mac: string): Promise<boolean> {
  return result.id === link.id && verify(await macKey(link, "result"), resultBytes(result), mac);
}

/**
 * In this order. A field that is not here is not protected: the types see to it that none is left out. What asks for a
 * new login is written as it was before a link could ask for anything else, so that links which are out keep their MAC.
 */
function recordBytes(record: HandOffRecord) {
  const { intent, login } = record;
  const fields = {
    id: record.id,
    attempt: record.attempt,
    from: record.from,
    role: record.role,
    wanted: record.wanted,
    schemas: record.schemas,
    note: record.note,
    host: record.host,
    createdAt: record.createdAt,
    expiresAt: record.expiresAt,
    passcode: record.passcode,
    verifier: record.verifier,
    sealTo: record.sealTo,
  } satisfies Record<Exclude<keyof HandOffRecord, "intent" | "login">, CanonicalValue>;
  const plain = intent === "create" && login === null;
  return canonical("record", [...Object.values(fields), ...(plain ? [] : [intent, ...loginValues(login)])]);
}

function loginValues(login: KnownLogin | null): CanonicalValue[] {
  if (login === null) return [null];
  const { connection, host, port, database, sslmode, adopt } = login;
  const fields = { connection, host, port, database, sslmode, adopt } satisfies Record<
    keyof KnownLogin,
    CanonicalValue
  >;
  return Object.values(fields);
}

/** As with the record: what brings a new login is written as before. */
function resultBytes(result: HandOffResult) {
  const { intent, outcome } = result;
  const fields = {
    id: result.id,
    attempt: result.attempt,
    way: result.way,
    passwordMode: result.passwordMode,
    host: result.host,
    port: result.port,
    database: result.database,
    user: result.user,
    role: result.role,
    sslmode: result.sslmode,
    sealed: result.sealed,
    reportHash: result.reportHash,
    finishedAt: result.finishedAt,
  } satisfies Record<Exclude<keyof HandOffResult, "intent" | "outcome">, CanonicalValue>;
  const plain = intent === "create" && outcome === null;
  return canonical("result", [...Object.values(fields), ...(plain ? [] : [intent, outcome])]);
}

async function macKey(link: Link, what: "record" | "result"): Promise<CryptoKey> {
  const raw = await derive(link.secret, link.id, `link-mac-${what}`);
  return crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}

async function sign(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toText(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes)));
}

async function verify(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>, mac: string): Promise<boolean> {
  try {
    return await crypto.subtle.verify("HMAC", key, fromText(mac), bytes);
  } catch {
    return false;
  }
}
