import { AppError } from "../errors.ts";
import { fromText, randomBytes, sha256, toText, utf8 } from "./bytes.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** What opens a hand-off. `secret` is known to the founder's browser and to whoever has the link, to no server. */
export type Link = { id: string; secret: Bytes };

const SECRET_BYTES = 24;
const CHECK_BYTES = 3;
const ID = /^[A-Za-z0-9_-]{22}$/;
/** 27 bytes are 36 characters without a bit to spare: no two fragments mean the same. */
const FRAGMENT_LENGTH = ((SECRET_BYTES + CHECK_BYTES) * 4) / 3;

export function newSecret(): Bytes {
  return randomBytes(SECRET_BYTES);
}

export function isHandOffId(text: string): boolean {
  return ID.test(text);
}

/** `<origin>/h/<id>#<secret and checksum>`: what stands behind `#` is sent to no server by any browser. */
export async function buildLink(origin: string, link: Link): Promise<string> {
  return `${origin}/h/${link.id}#${await fragmentOf(link)}`;
}

/** The secret with a checksum that covers the id, too. */
export async function fragmentOf({ id, secret }: Link): Promise<string> {
  const whole = new Uint8Array(SECRET_BYTES + CHECK_BYTES);
  whole.set(secret);
  whole.set(await checksum(id, secret), SECRET_BYTES);
  return toText(whole);
}

/**
 * Reads the link out of whatever was pasted or stands in the address bar: alone, within a message, or inside the link
 * of a mail scanner that wraps others. Throws AppError `usage.link-…`, which says what is wrong with it; nothing is sent.
 */
export async function parseLink(text: string): Promise<Link> {
  const found = findLink(text);
  if (found === null) throw noLink();
  const { id, fragment } = found;
  if (fragment === "") throw missing();
  if (fragment.length < FRAGMENT_LENGTH || id.length < 22) throw cut();
  const link = ID.test(id) && fragment.length === FRAGMENT_LENGTH ? await read(id, fragment) : null;
  if (link === null) throw changed();
  return link;
}

/** For the page itself: what stands in the address bar. A `#` that was written as `%23` has reached the server. */
export function parseAddress(address: { pathname: string; hash: string }): Promise<Link> {
  if (/%23|#/i.test(address.pathname)) return Promise.reject(exposed());
  return parseLink(`${address.pathname}${address.hash}`);
}

async function read(id: string, fragment: string): Promise<Link | null> {
  try {
    const whole = fromText(fragment);
    const secret = whole.slice(0, SECRET_BYTES);
    const check = await checksum(id, secret);
    return check.every((byte, at) => byte === whole[SECRET_BYTES + at]) ? { id, secret } : null;
  } catch {
    return null;
  }
}

/** Tells a slip from a whole link; guessing is no use, since what it covers is secret anyway. */
async function checksum(id: string, secret: Bytes): Promise<Bytes> {
  return (await sha256(utf8(`lucien-readonly/link/1 ${id} ${toText(secret)}`))).slice(0, CHECK_BYTES);
}

/** A scanner's link holds ours percent-encoded, sometimes twice. */
function findLink(text: string): { id: string; fragment: string } | null {
  let plain = text.replace(/[\u200b-\u200d\u2060\ufeff]/g, "");
  for (let round = 0; round < 4; round++) {
    const all = [...plain.matchAll(/\/h\/([A-Za-z0-9_-]*)(?:\?[^\s#]*)?(?:#([A-Za-z0-9_-]*))?/g)];
    const best = all.find(([, , fragment]) => fragment) ?? (round === 3 ? all[0] : undefined);
    if (best) return { id: best[1] ?? "", fragment: best[2] ?? "" };
    plain = decoded(plain);
  }
  return null;
}

function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

function noLink(): AppError {
  return new AppError("usage.link-none", "There is no link of this app in this text.", {
    hint: "Paste the whole link from the message you got. It holds /h/ and, further on, a # sign.",
  });
}

function missing(): AppError {
  return new AppError("usage.link-missing-part", "Part of the link is missing.", {
    hint: "Paste the whole link, with the # sign and everything behind it. Nothing is used up.",
    detail: "Some mail and chat programs drop what follows #.",
  });
}

function cut(): AppError {
  return new AppError("usage.link-cut", "The end of the link is missing.", {
    hint: "It may be broken over two lines. Copy it again as a whole. Nothing is used up.",
    detail: `${FRAGMENT_LENGTH} characters follow #.`,
  });
}

function changed(): AppError {
  return new AppError("usage.link-changed", "This link was changed on its way.", {
    hint: "A character differs from the link that was sent. Copy it again, do not type it. Nothing is used up.",
    detail: "Its checksum does not fit.",
  });
}

function exposed(): AppError {
  return new AppError("usage.link-exposed", "A program on the way rewrote this link and sent its secret along.", {
    hint: "Do not use it. Ask for a new link, and for it to be sent another way.",
    detail: "The # arrived as %23, so the part that no server should see was in the request.",
  });
}
