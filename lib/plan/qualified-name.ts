import { AppError } from "../errors.ts";

/** A name of one to three parts, as a flag gives it: schema, relation, column. */
export type QualifiedName = { schema: string; name: string; column: string | null };

/**
 * Splits `SCHEMA.NAME` or `SCHEMA.NAME.COLUMN` as Postgres splits a qualified identifier: a part in double quotes may
 * hold dots, and doubled quotes stand for one. Other parts are taken as they are, without case folding.
 * Throws AppError `usage.name`.
 */
export function qualifiedName(text: string): QualifiedName {
  const [schema, name, column, ...more] = splitIdentifier(text);
  if (schema === undefined || name === undefined || more.length > 0) throw badName(text);
  return { schema, name, column: column ?? null };
}

/** The parts of a qualified identifier, unquoted. Throws AppError `usage.name` on an empty part or an open quote. */
export function splitIdentifier(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const found = /^"((?:[^"]|"")*)"(?=\.|$)/s.exec(rest) ?? /^([^".][^.]*)/s.exec(rest);
    if (!found?.[1]) throw badName(text);
    parts.push(rest.startsWith('"') ? found[1].replaceAll('""', '"') : found[1]);
    rest = rest.slice(found[0].length);
    if (rest === "") return parts;
    rest = rest.slice(1);
  }
}

function badName(text: string): AppError {
  return new AppError("usage.name", `We cannot read the name ${JSON.stringify(text)}.`, {
    hint: 'Write SCHEMA.NAME or SCHEMA.NAME.COLUMN. A part that holds a dot goes in double quotes: "odd.schema"."table".',
  });
}
