import { AppError } from "../errors.ts";

/**
 * Splits `schema.name` or `schema.name.column` as Postgres splits a qualified identifier (varlena.c,
 * SplitIdentifierString): parts in double quotes may hold dots, and quotes doubled. Other than there, unquoted parts are
 * taken as they are, without folding to lower case (docs/cli.md).
 * Throws AppError `usage.name` for text that is no such name.
 */
export function parseQualifiedName(text: string): string[] {
  const parts: string[] = [];
  const part = /\s*(?:"((?:[^"]|"")*)"|([^".\s](?:[^".]*[^".\s])?))\s*(\.|$)/y;
  for (;;) {
    const match = part.exec(text);
    if (match === null) throw unreadable(text);
    const name = match[1] === undefined ? (match[2] ?? "") : match[1].replaceAll('""', '"');
    if (name === "" || name.includes("\0")) throw unreadable(text);
    parts.push(name);
    if (match[3] === "") return parts;
  }
}

function unreadable(text: string): AppError {
  return new AppError("usage.name", "We cannot read this name.", {
    hint: 'Write schema.name. A part with a dot or a quote in it stands in double quotes: "odd.schema"."Odd ""table""".',
    detail: `Not a qualified identifier: ${text.slice(0, 200)}`,
  });
}
