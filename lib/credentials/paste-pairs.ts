import type { RawParameters } from "./paste.types.ts";
import { keywordOf, namedOf, weightOf } from "./paste-names.ts";

type Pair = [name: string, value: string];

/** `host=… dbname='…'` as libpq reads it (PostgreSQL 18 docs, 34.1.1.1), also one pair a line. False when it is none. */
export function readDsn(text: string, into: RawParameters): boolean {
  const pair =
    /\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|((?:[^\s'"\\;]|\\.)(?:[^\s\\;]|\\.)*|))\s*;?/y;
  const found: Pair[] = [];
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    if (match === null) return false;
    found.push([match[1] ?? "", withoutEscapes(match[2] ?? match[3] ?? match[4] ?? "")]);
  }
  return keepExact(found, into);
}

/**
 * Settings by name, in whatever file they stood: `Host=…;Username=…` (ADO.NET, PDO), `host: …` a line (YAML, JSON, code),
 * `DB_HOST=…` (.env), label and value beside or below each other (hosts' pages). False when none of them names a server.
 */
export function readFields(text: string, into: RawParameters): boolean {
  const pairs = [...pairsIn(text)];
  const chosen = ofOneThing(pairs);
  if (!chosen.get("host")) return false;
  for (const [keyword, value] of chosen) into.set(keyword, value);
  // Only behind `;` are the others its parameters too; an .env file or a page is about much else.
  for (const [name, value] of text.includes(";") ? pairs : []) if (keywordOf(name) === null) into.set(name, value);
  return true;
}

/** Fills what the URL left open from settings that stood beside it (`spring.datasource.username=…`). */
export function readBeside(text: string, into: RawParameters): void {
  const chosen = ofOneThing([...pairsIn(text)]);
  for (const keyword of ["user", "password", "dbname"]) {
    const value = chosen.get(keyword);
    if (value && !into.get(keyword)) into.set(keyword, value);
  }
}

/** `host:port:database:login:password`, a line of ~/.pgpass (PostgreSQL 18 docs, 34.16). */
export function readPgpass(text: string, into: RawParameters): boolean {
  const match = /^([^\s:*]+):(\d+|\*):((?:[^:\\\n]|\\.)+):((?:[^:\\\n]|\\.)+):([^\n]+)$/.exec(text);
  if (match === null) return false;
  const [, host = "", port = "", ...rest] = match;
  const [dbname = "", user = "", password = ""] = rest.map(withoutEscapes);
  for (const [keyword, value] of Object.entries({ host, port, dbname, user, password }))
    if (value !== "*") into.set(keyword, value);
  return true;
}

/** A container of the official image, run by `docker run` or a compose file: it answers on this machine's port. */
export function readDocker(text: string, into: RawParameters): boolean {
  if (!/\bdocker\s+run\b|\bpodman\s+run\b|image:/.test(text) || !/POSTGRES_PASSWORD/.test(text)) return false;
  const variable = (name: string) => {
    const match = new RegExp(`\\b${name}['"]?\\s*[=:]\\s*("[^"\\n]*"|'[^'\\n]*'|[^\\s'"]+)`).exec(text);
    return match === null ? "" : unquote(match[1] ?? "");
  };
  const user = variable("POSTGRES_USER") || "postgres";
  const published = /\b(?:[\d.]+:)?(\d{2,5}):5432\b/.exec(text)?.[1];
  into.set("host", "localhost").set("user", user);
  into.set("dbname", variable("POSTGRES_DB") || user).set("password", variable("POSTGRES_PASSWORD"));
  if (published !== undefined) into.set("port", published);
  return true;
}

/** Takes the pairs over when one of them names a server. */
export function keepExact(found: readonly Pair[], into: RawParameters): boolean {
  if (!found.some(([name, value]) => keywordOf(name) === "host" && value !== "")) return false;
  for (const [name, value] of found) into.set(keywordOf(name) ?? name, value);
  return true;
}

function* pairsIn(text: string): Generator<Pair> {
  const scheme = /^\w+:(?=\w+=)/.exec(text)?.[0] ?? ""; // PDO: pgsql:host=…
  const parts = text.slice(scheme.length).split(/;(?=\s*[A-Za-z][\w -]*=|\s*$)|\n/);
  for (let i = 0; i < parts.length; i++) {
    const line = withoutWrapping(parts[i] ?? "");
    const pair = pairOf(line);
    if (pair) yield pair;
    else if (keywordOf(line) !== null && i + 1 < parts.length) {
      const below = (parts[i + 1] ?? "").trim();
      if (below !== "" && keywordOf(below) === null) yield [line, unquote(below)];
    } else yield* severalIn(line);
  }
}

/** `name = value`, `name: value`, `"name" => "value",`, or both beside each other with a tab between. */
function pairOf(line: string): Pair | null {
  const match =
    /^(?:export |set |ENV |env: )?["'`:]?([A-Za-z][\w.-]*(?: [A-Za-z][\w-]*){0,2})["'`]?\s*(?:=>|:=|[=:]|\t)\s*(.*)$/i.exec(
      line,
    );
  if (match === null) return null;
  const value = (match[2] ?? "").trim();
  // Several on one line (`host: "a", port: 1`, `PGHOST=a PGUSER=b`): each by itself.
  if (/["'\w],\s*["']?\w+["']?\s*(?:=>|[=:])/.test(value) || /\s[A-Z_]+=\S/.test(value)) return null;
  return [match[1] ?? "", unquote(value.replace(/,$/, "").replace(/\s+#.*$/, ""))];
}

function* severalIn(line: string): Generator<Pair> {
  const pair = /(?:^|[\s,({])["':]?([A-Za-z]\w*)["']?\s*(?:=>|[=:])\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,})]+)/g;
  for (const match of line.matchAll(pair)) yield [match[1] ?? "", unquote(match[2] ?? "")];
}

function withoutWrapping(line: string): string {
  return line
    .trim()
    .replace(/^(?:[-*•]\s+)?\*\*([^*]+)\*\*/, "$1")
    .replace(/^[-*•]\s+/, "")
    .replace(/^[{(]\s*(?=["'\w])/, "")
    .replace(/\s*[})]+[;,]?$/, (end) =>
      line.includes("%}") || line.includes("{{") || /[$\w]\([^)]*\)/.test(line) ? end : "",
    );
}

/** Of several servers' settings those that are most likely the database's, filled up from others like them. */
function ofOneThing(pairs: readonly Pair[]): Map<string, string> {
  const named = pairs.flatMap(([name, value]) => {
    const found = namedOf(name);
    return found === null || value === "" || weightOf(found.about) < 0 ? [] : [{ ...found, value }];
  });
  const hosts = named.filter(({ keyword }) => keyword === "host");
  const best = hosts.toSorted((a, b) => weightOf(b.about) - weightOf(a.about))[0] ?? named[0];
  const sorted = named.toSorted((a, b) => nearness(b.about, best?.about) - nearness(a.about, best?.about));
  const chosen = new Map<string, string>();
  for (const { keyword, value } of sorted) if (!chosen.has(keyword)) chosen.set(keyword, value);
  return chosen;
}

function nearness(about: string, best: string | undefined): number {
  return about === best ? 10 : weightOf(about);
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/gs, "$1");
}

function unquote(text: string): string {
  return /^(['"`]).*\1$/.test(text) ? text.slice(1, -1) : text;
}
