/**
 * The only place that quotes. A `Sql` is text that is safe to send: static text, quoted names, quoted literals, or
 * other `Sql` put together by the tag. Nothing else in the project may make one (lint and the brand see to it).
 * Rules of quoting: PostgreSQL 18 docs, 4.1.1 (identifiers) and 4.1.2 (string constants).
 */
export type Sql = string & { readonly __sql: unique symbol };

/** Joins static text with parts that are already Sql. A plain string as a part is a type error. */
export function sql(text: TemplateStringsArray, ...parts: Sql[]): Sql {
  return text.reduce((whole, piece, i) => whole + (i === 0 ? "" : parts[i - 1]) + piece, "") as Sql;
}

/** A quoted identifier: always in double quotes, inner ones doubled. Throws on NUL, which no name can hold. */
export function ident(name: string): Sql {
  if (name.includes("\0")) throw new TypeError("a name cannot hold a NUL character");
  // Most hold none, and there are hundreds of thousands to quote in a large database.
  return (name.includes('"') ? `"${name.replaceAll('"', '""')}"` : `"${name}"`) as Sql;
}

/** `"schema"."name"`, or with three parts `"schema"."name"."column"`. */
export function qualified(...names: string[]): Sql {
  let text = "";
  for (const name of names) text += text === "" ? ident(name) : `.${ident(name)}`;
  return text as Sql;
}

/** A string constant that means the same whatever standard_conforming_strings says. Throws on NUL. */
export function literal(value: string): Sql {
  if (value.includes("\0")) throw new TypeError("a string constant cannot hold a NUL character");
  const doubled = value.replaceAll("'", "''");
  return (value.includes("\\") ? `E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`) as Sql;
}

/** A whole number as SQL text. Throws on anything that is not a safe integer. */
export function integer(value: number): Sql {
  if (!Number.isSafeInteger(value)) throw new TypeError("not a whole number");
  return String(value) as Sql;
}

/** Puts Sql pieces together with a static separator, by default a comma. */
export function join(parts: readonly Sql[], separator = ", "): Sql {
  return parts.join(separator) as Sql;
}
