/** Small pieces of English that every rendering needs. Runs in the browser, too. */

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** `1 table`, `1,204 tables`, `2 tries`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${digits(count)} ${count === 1 ? one : several}`;
}

/** Made when it is first needed: it takes longer than all of our own modules. */
let format: Intl.NumberFormat | null = null;

function numbers(): Intl.NumberFormat {
  format ??= new Intl.NumberFormat("en-US");
  return format;
}

export function digits(count: number): string {
  return numbers().format(count);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** The first letter as a capital. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** `23 November 2026, 15:52 UTC`: reports tell their time in UTC. */
export function utc(iso: string): string {
  const date = new Date(iso);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** `170010` is 17.10 (PG_VERSION_NUM, since 10: major × 10,000 + minor). */
export function versionText(versionNum: number): string {
  return `${Math.floor(versionNum / 10_000)}.${versionNum % 10_000}`;
}

/**
 * One line, with what could move a cursor or turn the reading direction around written out: names come from the
 * database, and one may hold anything.
 */
export function plain(text: string): string {
  const code = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, code);
}

/** `5f2a91c0…` in groups of four, as people compare it. */
export function fingerprintText(keyId: string): string {
  return (keyId.toUpperCase().match(/.{1,4}/g) ?? []).join(" ");
}
