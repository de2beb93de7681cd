import type { RawParameters } from "./paste.types.ts";
import { readByPlace } from "./paste-code.ts";
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
  const [, host, port] = /^([^:\s]+):(\d{1,5})$/.exec(chosen.get("host") ?? "") ?? [];
  if (host !== undefined && port !== undefined) chosen.set("host", host).set("port", chosen.get("port") ?? port);
  if (!chosen.get("host")) return false;
  // Django and many others: `name` beside `host`. Of several names none is the database's.
  const called = pairs.filter(([name]) => /^name$/i.test(name));
  if (!chosen.has("dbname") && called.length === 1) chosen.set("dbname", called[0]?.[1] ?? "");
  readByPlace(text, chosen);
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
export function keepExact(all: readonly Pair[], into: RawParameters): boolean {
  const named = all.some(([name]) => keywordOf(name) === "host");
  // libpq dials it without looking anything up: where no host is named, it is the host.
  const found = named ? all : all.map(([name, value]): Pair => [name === "hostaddr" ? "host" : name, value]);
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
    const label = line.replace(/:$/, "");
    const below = (parts.slice(i + 1).find((part) => part.trim() !== "") ?? "").trim();
    if (pair && pair[1] !== "") yield asVariable(pair, below) ?? pair;
    else if (keywordOf(label) !== null) {
      if (below !== "" && keywordOf(below.replace(/:$/, "")) === null && !pairOf(below)) yield [label, unquote(below)];
    } else yield* severalIn(line);
  }
}

/** `- name: DB_HOST` with `value: h.example` below it, as Kubernetes has it; or null. */
function asVariable([name, variable]: Pair, below: string): Pair | null {
  const next = name === "name" ? pairOf(below) : null;
  return next?.[0] === "value" ? [variable, next[1]] : null;
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
  if (keywordOf(/\s(\w+):\s/.exec(value)?.[1] ?? "") !== null) return null;
  return [match[1] ?? "", unquote(value.replace(/,$/, "").replace(/\s+#.*$/, ""))];
}

function* severalIn(line: string): Generator<Pair> {
  const pair =
    /(?:^|[\s,({])["':]?([A-Za-z]\w*)["']?\s*(?:=>|[=:])\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?![\w.:]+\(\w+\s*[=:])[^\s,})]+)/g;
  for (const match of line.matchAll(pair)) yield [match[1] ?? "", unquote(match[2] ?? "")];
}

function withoutWrapping(line: string): string {
  return line
    .trim()
    .replace(/^(?:[-*•]\s+)?\*\*([^*]+)\*\*/, "$1")
    .replace(/^[-*•]\s+/, "")
    .replace(/^[{(]\s*(?=["'\w])/, "")
    .replace(/\s*[})]+[;,]?$/, (end) =>
      line.includes("%}") || /=\s*\{[^{}]*\}$/.test(line) || line.includes("{{") || /[$\w]\([^)]*\)/.test(line)
        ? end
        : "",
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
