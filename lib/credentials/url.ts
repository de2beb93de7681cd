import type { TlsMode } from "../postgres/tls.ts";
import { type ParsedPaste, type PasteProblem, PROBLEMS, type RawParameters } from "./paste.types.ts";
import { namesVariableOnly, readByPlace } from "./paste-code.ts";
import { PROGRAMS, readCommand } from "./paste-command.ts";
import { findQuotedPairs, findUrl, OTHER_URL, tidy, unquoted } from "./paste-find.ts";
import { readBeside, readDocker, readDsn, readFields, readPgpass } from "./paste-pairs.ts";
import { pasteFrom } from "./paste-result.ts";
import { readUrl } from "./paste-url.ts";

/** Far longer than any connection string: beyond it some other text was copied, and reading it would freeze the page. */
const MAX_LENGTH = 8_000;

/**
 * Reads whatever a person copied: a URL (also after `psql`, `export X=`, `jdbc:`, with quotes, line breaks, or raw
 * symbols in the password), libpq's `key=value`, ADO.NET, `psql -h …`, PG* variables, settings of frameworks, a compose
 * file, or a page's fields one a line. Never throws, never reads a file or the environment. Browser-safe.
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
  if (url !== null) {
    const problem = readUrl(url, raw);
    readBeside(text, raw);
    return problem;
  }
  if (/^\W*https?:\/\//i.test(text)) return PROBLEMS.web;
  if (PROGRAMS.test(text) && readCommand(text, raw)) return null;
  const quoted = findQuotedPairs(text);
  if (quoted !== null && (readDsn(quoted, raw) || readFields(quoted, raw))) {
    readByPlace(text, raw);
    return null;
  }
  if (readDsn(text, raw) || readDocker(text, raw) || readPgpass(text, raw) || readFields(text, raw)) return null;
  if (OTHER_URL.test(text)) return PROBLEMS.otherEngine;
  if (namesVariableOnly(text)) return PROBLEMS.variable;
  // A host alone, or a URL without its scheme.
  return /\s/.test(text) || !/[.:@]|^localhost/i.test(text) ? PROBLEMS.unreadable : readUrl(unquoted(text), raw);
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
