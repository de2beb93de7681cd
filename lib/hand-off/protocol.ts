import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { importSealingKey, newStoredSealingKey, openSealed } from "../credentials/seal.ts";
import { buildUrl } from "../credentials/url.ts";
import { AppError } from "../errors.ts";
import { openBox, sealBox } from "./box.ts";
import { randomId, sha256Hex } from "./bytes.ts";
import type { HandOffRecord, HandOffResult, Signed } from "./hand-off.types.ts";
import { makesPassword } from "./intent.ts";
import { authOf, hashOf, isSignedRecord, isSignedResult, signRecord, signResult } from "./keys.ts";
import { buildLink, type Link, newSecret } from "./link.ts";
import type { RootKey } from "./root-key.ts";

/** What the founder decided; the rest of the record is made beside it. Unless it says otherwise, a new login. */
export type Intent = Omit<HandOffRecord, MadeBeside | "intent" | "login"> &
  Partial<Pick<HandOffRecord, "intent" | "login">> & { lifeMs: number };
type MadeBeside = "id" | "attempt" | "createdAt" | "expiresAt" | "verifier" | "sealTo";

/** What leaves the founder's browser for the store: nothing in it opens anything. */
export type SealedHandOff = { record: Signed<HandOffRecord>; authHash: string; box: string };

/**
 * Everything of one attempt, made in the founder's browser: link, password, sealing key, the box that keeps them for
 * her, and the signed record. `again`: the hand-off that is sent anew, with nothing of the attempt before.
 */
export async function makeHandOff(
  root: RootKey,
  intent: Intent,
  options: { now: number; again?: { id: string; attempt: number } },
): Promise<SealedHandOff & { link: Link }> {
  const { lifeMs, ...decided } = intent;
  const wanted = { ...decided, intent: intent.intent ?? "create", login: intent.login ?? null };
  const { now, again } = options;
  const place = again ? { id: again.id, attempt: again.attempt + 1 } : { id: randomId(), attempt: 1 };
  const link = { id: place.id, secret: newSecret() };
  const { password, privateKey, verifier, sealTo } = makesPassword(wanted.intent) ? await secrets(intent.role) : NONE;
  const value = { ...wanted, ...place, createdAt: now, expiresAt: now + lifeMs, verifier, sealTo };
  return {
    link,
    record: { value, mac: await signRecord(link, value) },
    authHash: await hashOf(await authOf(link)),
    box: await sealBox(root, place, {
      ...{ link, password, privateKey, host: intent.host },
      ...{ intent: wanted.intent, login: wanted.login },
    }),
  };
}

const NONE = { password: null, privateKey: null, verifier: null, sealTo: null };

async function secrets(role: string) {
  const password = newPassword(role);
  const { privateKey, publicSpki: sealTo } = await newStoredSealingKey();
  return { password, privateKey, verifier: await scramVerifier(password), sealTo };
}

/** The link once more, from the founder's box. Throws AppError where her key is another one. */
export async function linkAgain(root: RootKey, kept: Kept, origin: string): Promise<string> {
  const { link } = await opened(root, kept);
  return buildLink(origin, link);
}

/** In the engineer's browser. Throws AppError `refused.record-changed` unless it is what the founder signed. */
export async function checkRecord(link: Link, { value, mac }: Signed<HandOffRecord>): Promise<HandOffRecord> {
  if (await isSignedRecord(link, value, mac)) return value;
  throw new AppError("refused.record-changed", "This is not what was asked for when the link was made.", {
    hint: "Stop here and tell the person who sent you the link. Type no password.",
    detail: "The record's MAC does not fit the link: somebody changed it on this server, or it is another link's.",
  });
}

/** What the engineer's browser knows at the end. Unless it says otherwise, a new login. */
export type ResultParts = Omit<HandOffResult, "reportHash" | "intent" | "outcome"> &
  Partial<Pick<HandOffResult, "intent" | "outcome">>;

/** In the engineer's browser, at the end. */
export async function makeResult(link: Link, parts: ResultParts, report: string): Promise<Signed<HandOffResult>> {
  const value = { ...parts, ...askedOf(parts), reportHash: await sha256Hex(report) };
  return { value, mac: await signResult(link, value) };
}

/** What the server keeps of one hand-off, as the founder's browser gets it back. */
export type Kept = { id: string; attempt: number; box: string };

/**
 * In the founder's browser: opens her box, checks the result's MAC, its attempt, that it is about what she asked, and the
 * report's hash, and takes the password that belongs to it (null where none was touched). Throws AppError
 * `refused.result-changed`: then no URL may be made.
 */
export async function openResult(
  root: RootKey,
  kept: Kept,
  { value, mac }: Signed<HandOffResult>,
  report: string,
): Promise<{ result: HandOffResult; password: string | null; namedHost: string | null }> {
  const { link, password, privateKey, host: namedHost, ...asked } = await opened(root, kept);
  // Kept before a link could ask for anything but a new login: as its MAC was made then.
  const result: HandOffResult = { ...value, ...askedOf(value) };
  const whole =
    value.attempt === kept.attempt &&
    (await isSignedResult(link, result, mac)) &&
    isAnswerTo(asked, result) &&
    value.reportHash === (await sha256Hex(report));
  if (!whole) throw resultChanged();
  if (result.passwordMode !== "sealed") return { result, password, namedHost };
  return { result, password: await unsealed(privateKey, result.sealed), namedHost };
}

function askedOf({ intent, outcome }: Partial<HandOffResult>): Pick<HandOffResult, "intent" | "outcome"> {
  return { intent: intent ?? "create", outcome: outcome ?? null };
}

/** What was asked about one login is answered about that login, and brings a password only where one was asked for. */
function isAnswerTo({ intent, login }: Pick<HandOffRecord, "intent" | "login">, result: HandOffResult): boolean {
  if (result.intent !== intent || makesPassword(intent) === (result.passwordMode === "none")) return false;
  return login === null || (isSameHost(result.host, login.host) && result.database === login.database);
}

/** Compared as names and addresses, not as text. */
export function isSameHost(a: string, b: string): boolean {
  return plainHost(a) === plainHost(b);
}

export function resultUrl(result: HandOffResult, password: string): string {
  const { host, port, database, user, sslmode } = result;
  return buildUrl({ host, port, database, user, password, sslmode });
}

async function opened(root: RootKey, { id, attempt, box }: Kept) {
  try {
    return await openBox(root, { id, attempt }, box);
  } catch (cause) {
    throw new AppError("refused.other-key", "This browser does not hold the key of this hand-off.", {
      hint: "Use your recovery code, or send a new link. With a new link Lucien gets a new password, nothing else is lost.",
      detail: "The box does not open: another root key, another attempt, or it was changed in the store.",
      cause,
    });
  }
}

async function unsealed(privateKey: string | null, sealed: string | null): Promise<string> {
  try {
    return await openSealed(await importSealingKey(privateKey ?? ""), sealed ?? "");
  } catch {
    throw resultChanged();
  }
}

function resultChanged(): AppError {
  return new AppError("refused.result-changed", "This answer is not what your engineer’s browser sent.", {
    hint: "Do not use it. Send a new link, and tell whoever runs this app.",
    detail: "The result's MAC, its attempt, the report's hash or the sealed password does not fit.",
  });
}

function plainHost(host: string): string {
  const text = host.trim().toLowerCase();
  // The URL parser writes numeric addresses in one way, whichever way they were typed.
  const parsed = URL.canParse(`http://${bracketed(text)}/`) ? new URL(`http://${bracketed(text)}/`).hostname : text;
  return parsed.replace(/\.$/, "");
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
