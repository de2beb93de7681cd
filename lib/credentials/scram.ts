/** As Postgres makes them: 4096 rounds, 16 bytes of salt (src/include/common/scram-common.h). */
const ITERATIONS = 4096;
const SALT_BYTES = 16;

const encoder = new TextEncoder();

/**
 * The SCRAM-SHA-256 verifier that Postgres stores and accepts in place of the password:
 * `SCRAM-SHA-256$4096:<salt>$<StoredKey>:<ServerKey>` (RFC 5802, RFC 7677; pg_authid.rolpassword). WebCrypto only.
 * Throws TypeError for a password outside printable ASCII: those would need SASLprep, and ours never leave it.
 */
export async function scramVerifier(password: string, salt = randomSalt()): Promise<string> {
  if (!/^[\x21-\x7e]+$/.test(password)) throw new TypeError("the password must be printable ASCII");
  const salted = await saltedPassword(password, salt);
  const clientKey = await hmac(salted, "Client Key");
  const storedKey = new Uint8Array(await crypto.subtle.digest("SHA-256", clientKey));
  const serverKey = await hmac(salted, "Server Key");
  return `SCRAM-SHA-256$${ITERATIONS}:${base64(salt)}$${base64(storedKey)}:${base64(serverKey)}`;
}

/** True when Postgres would take the text for a verifier and store it as it is, not hash it as a password. */
export function isVerifier(text: string): boolean {
  return /^SCRAM-SHA-256\$[1-9]\d{0,8}:[A-Za-z0-9+/]{8,}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/.test(text);
}

async function saltedPassword(password: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", encoder.encode(password), "PBKDF2", false, ["deriveBits"]);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ITERATIONS };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, encoder.encode(text)));
}

function randomSalt(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(SALT_BYTES));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
