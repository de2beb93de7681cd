import type { TlsMode } from "../postgres/tls.ts";
import { type ParsedPaste, type PasteProblem, PROBLEMS, type RawParameters } from "./paste.types.ts";
import { readDsn, readFields, readPsqlOptions } from "./paste-pairs.ts";
import { pasteFrom } from "./paste-result.ts";
import { readUrl } from "./paste-url.ts";

const POSTGRES_URL = /(?:jdbc:)?(?:postgres(?:ql)?|postgis|pgsql)(?:\+[a-z0-9]+)?:(?:\/\/)?/i;
const OTHER_URL =
  /\b(mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|mssql|sqlserver|oracle|clickhouse|snowflake|sqlite|prisma(?:\+postgres)?):/i;

/** Far longer than any connection string: beyond it some other text was copied, and reading it would freeze the page. */
const MAX_LENGTH = 8_000;

/**
 * Reads whatever a person copied: a URL (also after `psql`, `export X=`, `jdbc:`, with quotes, line breaks, or raw
 * symbols in the password), libpq's `key=value`, ADO.NET, `psql -h …`, PG* variables, or a page's fields one a line.
 * Never throws, never reads a file or the environment. Browser-safe.
 */
export function parsePaste(pasted: string): ParsedPaste {
  if (pasted.length > MAX_LENGTH) return pasteFrom(new Map(), PROBLEMS.unreadable);
  const text = tidy(pasted);
  if (text === "") return pasteFrom(new Map(), PROBLEMS.empty);
  const raw: RawParameters = new Map();
  const problem = readInto(text, raw);
  return pasteFrom(raw, problem);
}

function readInto(text: string, raw: RawParameters): PasteProblem | null {
  const url = findUrl(text);
  if (url !== null) return readUrl(url, raw);
  if (OTHER_URL.test(text)) return PROBLEMS.otherEngine;
  if (/^\W*https?:\/\//i.test(text)) return PROBLEMS.web;
  if (/\bpsql\b/.test(text) && readPsqlOptions(text, raw)) return null;
  if (readDsn(text, raw) || readFields(text, raw)) return null;
  // A host alone, or a URL without its scheme.
  return /\s/.test(text) || !/[.:@]|^localhost/i.test(text) ? PROBLEMS.unreadable : readUrl(unquoted(text), raw);
}

/** What stands behind `postgresql://`, without quotes and line breaks; of several the one that goes past the pooler. */
function findUrl(text: string): string | null {
  const lines = text.split("\n").filter((line) => POSTGRES_URL.test(line));
  if (lines.length === 0) return null;
  const direct = lines.find((line) => /^\W*(?:export\s+)?\w*(?:DIRECT|UNPOOLED|NON_POOLING)\w*\s*[=:]/i.test(line));
  const line = lines.length === 1 && isWrapped(text) ? text.replace(/\s*\n\s*/g, "") : (direct ?? lines[0] ?? "");
  const start = POSTGRES_URL.exec(line);
  if (start === null) return null;
  const quote = /["'`]$/.exec(line.slice(0, start.index))?.[0];
  const rest = line.slice(start.index + start[0].length);
  // The quote that ends it stands before white space or punctuation; one within stands in the password.
  const end = quote === undefined ? -1 : rest.search(new RegExp(`${quote}(?:[\\s;,)}\\]]|$)`));
  return (end < 0 ? rest.replace(/["'`;,>]+$/, "") : rest.slice(0, end)).trim().replace(/\s.*$/, "");
}

/** A terminal broke the URL: what follows its line is single words, and no line of its own such as `PORT=1`. */
function isWrapped(text: string): boolean {
  const [, ...more] = text.slice(text.search(POSTGRES_URL)).split("\n");
  return more.length > 0 && more.every((line) => /^\s*\S+\s*$/.test(line) && !/^\s*\w+(?:=|:\s)/.test(line));
}

/** Without byte-order marks, invisible spaces, code fences and the white space around. */
function tidy(pasted: string): string {
  return pasted
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/\u00a0/g, " ")
    .replace(/\r\n?/g, "\n")
    .replace(/^\s*```\w*\n|\n?```\s*$/g, "")
    .trim();
}

function unquoted(text: string): string {
  return text.replace(/^["'`<]+|["'`>;,]+$/g, "");
}

/** What a URL of ours is made of. */
export type UrlParts = {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  sslmode: TlsMode;
};

/** `postgresql://user:password@host:port/database?sslmode=…`, every part percent-encoded: what all clients can read. */
export function buildUrl(parts: UrlParts): string {
  const { user, password, port, database, sslmode } = parts;
  return `postgresql://${encode(user)}:${encode(password)}@${hostInUrl(parts.host)}:${port}/${encode(database)}?sslmode=${sslmode}`;
}

export type UrlForms = {
  url: string;
  psql: string;
  env: string;
  jdbc: string;
  fields: { label: string; value: string; secret: boolean }[];
};

/** The same address as a URL, a psql line, a line of an env file, a JDBC URL, and field by field. */
export function buildForms(parts: UrlParts): UrlForms {
  const url = buildUrl(parts);
  const { host, port, database, user, password, sslmode } = parts;
  const field = (label: string, value: string, secret = false) => ({ label, value, secret });
  return {
    url,
    // Nothing in the URL needs care in a shell: quotes, $ and ! are percent-encoded.
    psql: `psql '${url}'`,
    env: `DATABASE_URL='${url}'`,
    jdbc: `jdbc:postgresql://${hostInUrl(host)}:${port}/${encode(database)}?user=${encode(user)}&password=${encode(password)}&sslmode=${sslmode}`,
    fields: [
      field("Host", host),
      field("Port", String(port)),
      field("Database", database),
      field("Login", user),
      field("Password", password, true),
      field("Encryption (sslmode)", sslmode),
    ],
  };
}

function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : encode(host);
}

/** encodeURIComponent, and the five marks it leaves as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
