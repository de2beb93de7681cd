import { base64urlnopad, hex } from "@scure/base";

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

export function randomBytes(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** A fresh name that nobody can guess: 128 bits, 22 characters. */
export function randomId(): string {
  return toText(randomBytes(16));
}

/** Base64 for URLs, without padding. */
export function toText(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/** Throws TypeError for what `toText` does not write: other letters, white space, stray bits at the end. */
export function fromText(text: string): Bytes {
  try {
    return new Uint8Array(base64urlnopad.decode(text));
  } catch {
    throw new TypeError("not base64url");
  }
}

export async function sha256(data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}

/** Of a text's UTF-8, in hex. */
export async function sha256Hex(text: string): Promise<string> {
  return hex.encode(await sha256(utf8(text)));
}

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** 32 bytes for one purpose (`info`), from a secret that is random already (HKDF-SHA-256, RFC 5869). */
export async function derive(secret: Bytes, salt: string, info: string): Promise<Bytes> {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const parameters = { name: "HKDF", hash: "SHA-256", salt: utf8(salt), info: utf8(`lucien-readonly/${info}/1`) };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, material, 256));
}

/**
 * Many values as one text, and never two lists as the same one: JSON of an array in a fixed order, which keeps text,
 * number, true, null and the ends of each apart. The first says what it is, so no list passes for one of another kind.
 */
export function canonical(what: string, values: readonly CanonicalValue[]): Bytes {
  return utf8(JSON.stringify([`lucien-readonly/${what}/1`, ...values]));
}

export type CanonicalValue = string | number | boolean | null | readonly string[];
