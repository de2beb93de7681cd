import type { RawParameters } from "./paste.types.ts";

/** What hosts, drivers and shells call it, by libpq's keyword. */
const NAMES: Readonly<Record<string, string>> = {
  host: "host",
  hostname: "host",
  server: "host",
  "data source": "host",
  datasource: "host",
  address: "host",
  endpoint: "host",
  pghost: "host",
  "--host": "host",
  "-h": "host",
  port: "port",
  pgport: "port",
  "--port": "port",
  "-p": "port",
  dbname: "dbname",
  database: "dbname",
  db: "dbname",
  "database name": "dbname",
  "initial catalog": "dbname",
  pgdatabase: "dbname",
  "--dbname": "dbname",
  "-d": "dbname",
  user: "user",
  username: "user",
  "user name": "user",
  "user id": "user",
  userid: "user",
  uid: "user",
  role: "user",
  pguser: "user",
  "--username": "user",
  "-u": "user",
  password: "password",
  pass: "password",
  pwd: "password",
  pgpassword: "password",
  sslmode: "sslmode",
  "ssl mode": "sslmode",
  pgsslmode: "sslmode",
};

function keywordOf(name: string): string | null {
  return NAMES[name.trim().toLowerCase()] ?? null;
}

/** `host=… dbname='…'` as libpq reads it (PostgreSQL 18 docs, 34.1.1.1), also one pair a line. False when it is none. */
export function readDsn(text: string, into: RawParameters): boolean {
  const pair =
    /\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|((?:[^\s'"\\;]|\\.)(?:[^\s\\;]|\\.)*|))\s*;?/y;
  const found: [string, string][] = [];
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    if (match === null) return false;
    found.push([match[1] ?? "", withoutEscapes(match[2] ?? match[3] ?? match[4] ?? "")]);
  }
  return keep(found, into);
}

/** `Host=…;Username=…` (ADO.NET), and `Host: …` a line, as hosts' pages show it. False when it is neither. */
export function readFields(text: string, into: RawParameters): boolean {
  const parts = text.includes(";") ? text.split(";") : text.split(/\r?\n/);
  const found = parts
    .map((part) => /^\s*([A-Za-z][A-Za-z _-]*?)\s*[=:]\s*(.*?)\s*$/.exec(part))
    .filter((match) => match !== null)
    .map((match): [string, string] => [match[1] ?? "", unquote(match[2] ?? "")]);
  return keep(found, into);
}

/** `PGPASSWORD=… psql -h … -U …`, long options too. */
export function readPsqlOptions(text: string, into: RawParameters): boolean {
  const words = (text.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? []).map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"),
  );
  const start = words.findIndex((word) => /(^|\/)psql$/.test(word));
  const found: [string, string][] = [];
  const bare: string[] = [];
  for (const word of words.slice(0, Math.max(start, 0))) pushPair(word, found);
  for (let i = start + 1; i < words.length; i++) {
    const word = words[i] ?? "";
    const short = /^-([hpdU])(.*)$/.exec(word);
    if (short) found.push([`-${short[1]}`, short[2] || (words[++i] ?? "")]);
    else if (/^--\w+$/.test(word)) found.push([word, words[++i] ?? ""]);
    else if (/\s/.test(word) && readDsn(word, into)) return true;
    else if (word.includes("=")) pushPair(word, found);
    else bare.push(word);
  }
  // psql [option…] [dbname [username]]
  for (const [i, name] of (["-d", "-U"] as const).entries()) {
    const word = bare[i];
    if (word !== undefined && !found.some(([key]) => keywordOf(key) === keywordOf(name))) found.push([name, word]);
  }
  return keep(found, into);
}

function pushPair(word: string, found: [string, string][]): void {
  const equals = word.indexOf("=");
  if (equals > 0) found.push([word.slice(0, equals), word.slice(equals + 1)]);
}

/** Takes the pairs over when one of them names a server. */
function keep(found: [string, string][], into: RawParameters): boolean {
  if (!found.some(([name, value]) => keywordOf(name) === "host" && value !== "")) return false;
  for (const [name, value] of found) into.set(keywordOf(name) ?? name, value);
  return true;
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/gs, "$1");
}

function unquote(text: string): string {
  return /^(['"`]).*\1$/.test(text) ? text.slice(1, -1) : text;
}
