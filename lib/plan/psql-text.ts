import type { Statement } from "../statements/statement.ts";

/** How every script of ours begins: psql stops at the first error. */
export const HEAD: readonly string[] = [
  // Else psql reads the names in the locale's encoding: in SJIS one may swallow the quote that ends it, and all after it.
  "\\encoding UTF8",
  "\\set ON_ERROR_STOP on",
];

/** How every transaction of a script begins: nobody is held up for long. */
export const BEGIN: readonly string[] = [
  "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE;",
  comment(["Never hold up a live database for long."]),
  "SET LOCAL search_path = pg_catalog;",
  "SET LOCAL lock_timeout = '2s';",
  "SET LOCAL statement_timeout = '5s';",
  "SET LOCAL idle_in_transaction_session_timeout = '10s';",
  "",
];

/** A statement with its reason before it. */
export function explained(statement: Statement): string[] {
  return [comment([statement.title, statement.reason]), `${statement.sql};`, ""];
}

/** A name may hold a line break; a comment must not end there. */
export function comment(lines: readonly string[]): string {
  return lines
    .flatMap((line) => line.split(/\r\n|[\r\n\v\f\u2028\u2029]/))
    .map((line) => `-- ${line}`.trimEnd())
    .join("\n");
}

/** From 16 on: what a login's settings or the server's would add to CREATE ROLE, a membership that no undo knows. */
export const NO_SELF_GRANT: readonly string[] = ["SET LOCAL createrole_self_grant = '';"];
