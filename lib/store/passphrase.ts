import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** 64 MiB and about a quarter of a second: one of the settings that OWASP names as equal to N=2^17, r=8, p=1. */
const COST = { N: 2 ** 16, r: 8, p: 2 };
const BYTES = 32;

/** `scrypt$N$r$p$salt$hash`, so that the cost may rise later without breaking what is kept. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(passphrase, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Whether this is the passphrase. With `null` for a hash: false, after the same work, so that time tells nothing. */
export async function isPassphrase(passphrase: string, kept: string | null): Promise<boolean> {
  const [, N, r, p, salt = "", hash = ""] = kept?.split("$") ?? [];
  if (kept === null) {
    await derive(passphrase, randomBytes(16), COST);
    return false;
  }
  const expected = Buffer.from(hash, "base64url");
  const found = await derive(passphrase, Buffer.from(salt, "base64url"), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(found, expected);
}

/** Two at a time: more would be a way to fill the memory from outside. */
const ROOM = 2;
let inside = 0;
const waiting: (() => void)[] = [];

async function derive(passphrase: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  if (inside >= ROOM) await new Promise<void>((resolve) => waiting.push(resolve));
  else inside += 1;
  try {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const options = { ...cost, maxmem: 256 * cost.N * cost.r };
    // What a keyboard sends for the same letter differs by system: NFKC makes it one.
    scrypt(passphrase.normalize("NFKC"), salt, BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
    return await promise;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else inside -= 1;
  }
}
