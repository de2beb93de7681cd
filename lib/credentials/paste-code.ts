import type { RawParameters } from "./paste.types.ts";

const WORD = String.raw`\s*(?:"([^"\n]*)"|'([^'\n]*)')\s*`;

/** Calls that take the login by its place: `new Sequelize("db", "me", "pw", {…})`, `new PDO("pgsql:…", "me", "pw")`. */
const BY_PLACE: readonly { call: RegExp; keywords: readonly (string | null)[] }[] = [
  { call: new RegExp(`\\bSequelize\\(${WORD},${WORD},${WORD}`), keywords: ["dbname", "user", "password"] },
  { call: new RegExp(`\\bPDO\\(${WORD},${WORD},${WORD}`), keywords: [null, "user", "password"] },
];

/** Fills what is still open from a call that names it by its place. */
export function readByPlace(text: string, into: RawParameters): void {
  for (const { call, keywords } of BY_PLACE) {
    const match = call.exec(text);
    if (match === null) continue;
    for (const [i, keyword] of keywords.entries()) {
      const value = match[2 * i + 1] ?? match[2 * i + 2] ?? "";
      if (keyword !== null && value !== "" && !into.get(keyword)) into.set(keyword, value);
    }
  }
}

/** A schema or a program that says where the address stands, not what it is: `env("DATABASE_URL")`. */
export function namesVariableOnly(text: string): boolean {
  return /\b(?:env|getenv|environ\.get)\(\s*["']\w+["']|\b(?:process\.env|os\.environ|ENV)[.[]/.test(text);
}
