import { base32crockford } from "@scure/base";
import { AppError } from "../errors.ts";
import { randomBytes, sha256 } from "./bytes.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const SECRET_BYTES = 16;
/** Tells a slip of the pen. With it the code is 32 letters, without a bit to spare. */
const CHECK_BYTES = 4;
const LETTERS = ((SECRET_BYTES + CHECK_BYTES) * 8) / 5;
const GROUP = /.{4}/g;

/** What brings the founder's key to another browser: 128 bits. */
export function newRecoverySecret(): Bytes {
  return randomBytes(SECRET_BYTES);
}

/** Eight groups of four letters and digits that can be read aloud (Crockford's base32). */
export async function writeRecoveryCode(secret: Bytes): Promise<string> {
  const whole = new Uint8Array([...secret, ...(await check(secret))]);
  return base32crockford.encode(whole).match(GROUP)?.join("-") ?? "";
}

/** The secret of a code as people write it: any case, with or without dashes, O for 0, I and L for 1. Throws AppError. */
export async function readRecoveryCode(code: string): Promise<Bytes> {
  const letters = code
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]+/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (letters.length !== LETTERS) throw wrong(`It has ${letters.length} letters, not ${LETTERS}.`);
  const whole = decoded(letters);
  const secret = whole?.slice(0, SECRET_BYTES);
  if (!whole || !secret || String(await check(secret)) !== String(whole.slice(SECRET_BYTES))) {
    throw wrong("Its letters do not fit each other.");
  }
  return secret;
}

function decoded(letters: string): Bytes | null {
  try {
    return new Uint8Array(base32crockford.decode(letters));
  } catch {
    return null;
  }
}

async function check(secret: Bytes): Promise<Bytes> {
  return (await sha256(secret)).slice(0, CHECK_BYTES);
}

function wrong(detail: string): AppError {
  return new AppError("usage.recovery-code", "This recovery code is not right.", {
    hint: "Look at it once more: a letter may be off. It has eight groups of four.",
    detail,
  });
}
