/**
 * A text that only the holder of one private key can open: ECDH P-256, HKDF-SHA-256, AES-256-GCM. WebCrypto only.
 * The box is `1.<ephemeral public key>.<nonce>.<ciphertext>`, each in base64url.
 */
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const INFO = new TextEncoder().encode("lucien-readonly/seal/1");
const NONCE_BYTES = 12;

/** A key pair for sealing: the private half cannot be exported, the public one travels as SPKI in base64. */
export async function newSealingKey(): Promise<{ privateKey: CryptoKey; publicSpki: string }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  return { privateKey, publicSpki: toBase64(new Uint8Array(await crypto.subtle.exportKey("spki", publicKey))) };
}

/**
 * The same for a key that has to outlive its page: the private half as PKCS #8 in base64, for the founder's own box only.
 */
export async function newStoredSealingKey(): Promise<{ privateKey: string; publicSpki: string }> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const [pkcs8, spki] = await Promise.all([
    crypto.subtle.exportKey("pkcs8", pair.privateKey),
    crypto.subtle.exportKey("spki", pair.publicKey),
  ]);
  return { privateKey: toBase64(new Uint8Array(pkcs8)), publicSpki: toBase64(new Uint8Array(spki)) };
}

/** The private half of `newStoredSealingKey` again, which from here on cannot be exported. */
export function importSealingKey(privateKey: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", fromBase64(privateKey), CURVE, false, ["deriveBits"]);
}

/** Seals a text to a public key (SPKI, base64). Throws TypeError when the key is not a P-256 one. */
export async function sealTo(publicSpki: string, text: string): Promise<string> {
  const recipient = await importPublic(publicSpki, "spki");
  const ephemeral = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const ephemeralRaw = new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await boxKey(ephemeral.privateKey, recipient, ephemeralRaw);
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, new TextEncoder().encode(text));
  return ["1", toBase64(ephemeralRaw), toBase64(nonce), toBase64(new Uint8Array(box))].map(toUrlSafe).join(".");
}

/** Opens a box. Throws TypeError when it was sealed to another key, was changed, or is no box. */
export async function openSealed(privateKey: CryptoKey, box: string): Promise<string> {
  const [version, ephemeral, nonce, sealed, ...more] = box.split(".");
  if (version !== "1" || !ephemeral || !nonce || !sealed || more.length > 0) throw new TypeError("not a sealed box");
  try {
    const sender = await importPublic(ephemeral, "raw");
    const key = await boxKey(privateKey, sender, fromBase64(ephemeral));
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(nonce) }, key, fromBase64(sealed));
    return new TextDecoder("utf-8", { fatal: true }).decode(opened);
  } catch {
    throw new TypeError("the box cannot be opened with this key");
  }
}

async function importPublic(text: string, format: "spki" | "raw"): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey(format, fromBase64(text), CURVE, false, []);
  } catch {
    throw new TypeError("not a public key of P-256");
  }
}

/** The shared secret, bound to this box by the ephemeral key as salt. */
async function boxKey(mine: CryptoKey, theirs: CryptoKey, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: INFO };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function toUrlSafe(text: string): string {
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(standard), (character) => character.charCodeAt(0));
}
