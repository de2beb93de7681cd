import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** About 150 ms and 32 MB a try: among the settings that OWASP recommends for scrypt. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
/** For what ten tries lock: a sixth of that. Six digits could be tried out by whoever reads the store at any cost. */
export const PASSCODE_COST = { N: 2 ** 14, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** `scrypt$N$r$p$salt$key`, base64url: the cost may rise later without breaking what is kept. */
const FORM = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

/** What a passphrase or passcode is kept as. */
export async function hashPassphrase(passphrase: string, cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derived(passphrase, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/**
 * Whether it is the one that `hash` was made of. With null, or what is no hash, false after the same work: time does not
 * tell whether there is one.
 */
export async function isPassphrase(passphrase: string, hash: string | null): Promise<boolean> {
  const [, N, r, p, salt = "", key = ""] = FORM.exec(hash ?? "") ?? [];
  const cost = N === undefined ? COST : { N: Number(N), r: Number(r), p: Number(p) };
  const made = await derived(passphrase, Buffer.from(salt, "base64url"), cost);
  const kept = Buffer.from(key, "base64url");
  return kept.length === made.length && timingSafeEqual(kept, made);
}

/** Two at a time: more would be a way to fill the memory from outside. */
const ROOM = 2;
let inside = 0;
const waiting: (() => void)[] = [];

async function derived(passphrase: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  if (inside >= ROOM) await new Promise<void>((resolve) => waiting.push(resolve));
  else inside += 1;
  try {
    return await scryptOf(passphrase, salt, cost);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else inside -= 1;
  }
}

/** Unicode has several spellings of one letter: which one a keyboard sends must not matter. */
function scryptOf(passphrase: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFC"), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
