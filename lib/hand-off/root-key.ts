import { AppError } from "../errors.ts";
import { canonical, derive, fromText, randomBytes, toText } from "./bytes.ts";
import { newRecoverySecret, readRecoveryCode, writeRecoveryCode } from "./recovery-code.ts";

/** The founder's key as her browser keeps it: it can open and seal boxes, and cannot be taken out. */
export type RootKey = { rootId: string; key: CryptoKey };

/** What the server keeps for her: the key's bytes under her recovery code. Ciphertext. */
export type WrappedRoot = { rootId: string; wrapped: string };

const ROOT_BYTES = 32;
const NONCE_BYTES = 12;

/** A new key, its recovery code (shown once, kept nowhere) and the wrapped key for the server. */
export async function newRoot(): Promise<{ root: RootKey; recovery: WrappedRoot; code: string }> {
  const bytes = randomBytes(ROOT_BYTES);
  const secret = newRecoverySecret();
  const root = await imported(bytes);
  const sealed = await seal(await wrappingKey(secret), bytes, canonical("root", [root.rootId]));
  bytes.fill(0);
  return { root, recovery: { rootId: root.rootId, wrapped: sealed }, code: await writeRecoveryCode(secret) };
}

/** The key again, on another browser. Throws AppError for a code that is written wrong, or is another key's. */
export async function recoverRoot(code: string, { rootId, wrapped }: WrappedRoot): Promise<RootKey> {
  const key = await wrappingKey(await readRecoveryCode(code));
  const bytes = await open(key, wrapped, canonical("root", [rootId])).catch(() => {
    throw new AppError("usage.recovery-code", "This recovery code is not the one for these hand-offs.", {
      hint: "A newer one may have been shown since. Each is shown once, when the key is made.",
    });
  });
  const root = await imported(bytes);
  bytes.fill(0);
  return root;
}

/** AES-256-GCM with a nonce of its own: `<nonce>.<ciphertext>` in base64url. `about` has to be the same at both ends. */
export async function seal(key: CryptoKey, bytes: BufferSource, about: BufferSource): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: about }, key, bytes);
  return `${toText(nonce)}.${toText(new Uint8Array(box))}`;
}

/** Throws TypeError when it was made with another key, about something else, or was changed. */
export async function open(key: CryptoKey, box: string, about: BufferSource): Promise<Uint8Array<ArrayBuffer>> {
  const [nonce = "", sealed = "", ...more] = box.split(".");
  if (more.length > 0) throw new TypeError("not a box");
  try {
    const parameters = { name: "AES-GCM", iv: fromText(nonce), additionalData: about };
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, fromText(sealed)));
  } catch {
    throw new TypeError("the box cannot be opened with this key");
  }
}

/** The name is derived, so it tells nothing of the key, and the same key has the same name everywhere. */
async function imported(bytes: Uint8Array<ArrayBuffer>): Promise<RootKey> {
  const rootId = toText((await derive(bytes, "", "root-id")).slice(0, 12));
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { rootId, key };
}

/** 128 random bits need no slow hash: nobody tries them all. */
async function wrappingKey(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const raw = await derive(secret, "", "recovery");
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}
