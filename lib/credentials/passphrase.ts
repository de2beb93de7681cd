import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** About 150 ms and 32 MB a try: among the settings that OWASP recommends for scrypt. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 } as const satisfies ScryptOptions;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** What a passphrase or passcode is kept as: `scrypt$<salt>$<key>`, in base64url. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return `scrypt$${salt.toString("base64url")}$${(await derived(passphrase, salt)).toString("base64url")}`;
}

/** Whether it is the one that `hash` was made of, in the same time either way. A hash of another kind fits nothing. */
export async function isPassphrase(passphrase: string, hash: string): Promise<boolean> {
  const [kind, salt = "", key = ""] = hash.split("$");
  const kept = Buffer.from(key, "base64url");
  const made = await derived(passphrase, Buffer.from(salt, "base64url"));
  return kind === "scrypt" && kept.length === made.length && timingSafeEqual(kept, made);
}

/** Unicode has several spellings of one letter: which one a keyboard sends must not matter. */
function derived(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFC"), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
