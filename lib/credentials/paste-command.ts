import type { RawParameters } from "./paste.types.ts";
import { keywordOf } from "./paste-names.ts";
import { keepExact, readDsn } from "./paste-pairs.ts";

/** Programs that take libpq's options. */
export const PROGRAMS = /\b(?:psql|pg_dump|pg_dumpall|pg_restore|pg_isready|pgcli|createuser|createdb|usql)\b/;

/** `PGPASSWORD=… psql -h … -U …`, long options too; also of the other programs that take the same. */
export function readCommand(text: string, into: RawParameters): boolean {
  const words = wordsOf(text.replace(/\\\n/g, " "));
  const start = words.findIndex((word) => new RegExp(`(?:^|/)(?:${PROGRAMS.source})$`).test(word));
  const found: [string, string][] = [];
  const bare: string[] = [];
  for (const word of words.slice(0, Math.max(start, 0))) pushPair(word.replace(/;$/, ""), found);
  for (let i = start + 1; i < words.length; i++) {
    const word = words[i] ?? "";
    const short = /^-([hpdU])(.*)$/.exec(word);
    if (short) found.push([`-${short[1]}`, short[2] || (words[++i] ?? "")]);
    else if (/^--(?:host|port|dbname|username)$/.test(word)) found.push([word, words[++i] ?? ""]);
    else if (/\s/.test(word) && readDsn(word, into)) return keepExact([...found, ...into], into);
    else if (word.includes("=")) pushPair(word, found);
    else if (/^-[cfv]$/.test(word)) i++;
    else if (!word.startsWith("-")) bare.push(word);
  }
  // psql [option…] [dbname [username]]
  for (const [i, name] of (["-d", "-U"] as const).entries()) {
    const word = bare[i];
    if (word !== undefined && !found.some(([key]) => keywordOf(key) === keywordOf(name))) found.push([name, word]);
  }
  const dsn = found.find(([name, value]) => keywordOf(name) === "dbname" && value.includes("="));
  if (dsn && readDsn(dsn[1], into)) return keepExact([...found.filter((one) => one !== dsn), ...into], into);
  return keepExact(found, into);
}

function wordsOf(text: string): string[] {
  return (text.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? []).map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"),
  );
}

function pushPair(word: string, found: [string, string][]): void {
  const equals = word.indexOf("=");
  if (equals > 0) found.push([word.slice(0, equals), word.slice(equals + 1)]);
}
