import { canonical, fromText, toText, utf8 } from "./bytes.ts";
import type { KnownLogin } from "./hand-off.types.ts";
import type { HandOffIntent } from "./intent.ts";
import type { Link } from "./link.ts";
import { open, type RootKey, seal } from "./root-key.ts";

/** What only the founder's browser knows of one hand-off. */
export type BoxContents = {
  link: Link;
  /** Lucien's password; null where none is touched. */
  password: string | null;
  /** PKCS #8, base64: opens what was sealed to her. */
  privateKey: string | null;
  /** What she named, as nobody else can change it; null: nothing. */
  host: string | null;
  /** What she asked for and of which login, kept for the same reason. */
  intent: HandOffIntent;
  login: KnownLogin | null;
};

type Place = { id: string; attempt: number };

/** Under her root, bound to this hand-off and this attempt: no other box can be put in its place. */
export async function sealBox(root: RootKey, { id, attempt }: Place, contents: BoxContents): Promise<string> {
  const { link, ...rest } = contents;
  const text = JSON.stringify({ secret: toText(link.secret), ...rest });
  return `1.${root.rootId}.${await seal(root.key, utf8(text), canonical("box", [id, attempt]))}`;
}

/** Throws TypeError for another root, another hand-off or attempt, or a box that was changed. */
export async function openBox(root: RootKey, { id, attempt }: Place, box: string): Promise<BoxContents> {
  const [version, rootId, nonce, sealed, ...more] = box.split(".");
  if (version !== "1" || rootId !== root.rootId || more.length > 0) throw new TypeError("another key's box");
  const bytes = await open(root.key, `${nonce}.${sealed}`, canonical("box", [id, attempt]));
  // Boxes of before a link could ask for anything but a new login name neither intent nor login.
  const { secret, password, privateKey, host, intent, login } = JSON.parse(new TextDecoder().decode(bytes));
  const asked = { intent: intent ?? "create", login: login ?? null };
  return { link: { id, secret: fromText(secret) }, password, privateKey, host, ...asked };
}

/** Whose key opens it. */
export function rootIdOf(box: string): string | null {
  return box.split(".")[1] ?? null;
}
