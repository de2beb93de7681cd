import { type Token, tokensOf } from "./body-parse.ts";

/**
 * The parser has no catalog: it takes a variable of an enum, domain or extension type for a row, which may not stand in
 * a list of targets, and one of %ROWTYPE for a scalar, which has no fields. This gives the source with the first as
 * text and the second as record, and the types that were written there. What is used as a row (`v.field`) stays one.
 */
export function withSimpleTypes(source: string): { source: string; types: string[] } {
  const tokens = tokensOf(source).filter(({ tokenName }) => !tokenName.endsWith("COMMENT"));
  const rows = new Set(
    tokens.flatMap(({ text }, index) => (tokens[index + 1]?.text === "." ? text.toLowerCase() : [])),
  );
  let bytes = Buffer.from(source, "utf8");
  const types: string[] = [];
  for (const { name, type } of declarations(tokens).toReversed()) {
    const simple = simpleType(type, rows.has(name.toLowerCase()));
    if (simple === null) continue;
    const [start, end] = [type[0]?.start ?? 0, type.at(-1)?.end ?? 0];
    types.push(bytes.subarray(start, end).toString("utf8"));
    bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(simple), bytes.subarray(end)]);
  }
  return { source: bytes.toString("utf8"), types };
}

function simpleType(type: readonly Token[], isRow: boolean): string | null {
  const [percent, word] = type.slice(-2);
  if (percent?.text === "%" && word?.text.toLowerCase() === "rowtype") return "record";
  return !isRow && isPlainName(type) ? "pg_catalog.text" : null;
}

type Declaration = { name: string; type: Token[] };

/** What may stand before a block of its own. */
const BEFORE_BLOCK = [undefined, ";", ">", "begin", "then", "else", "loop"];
const AFTER_TYPE = [";", ":=", "=", "default", "not", "collate"];

function declarations(tokens: readonly Token[]): Declaration[] {
  const found: Declaration[] = [];
  const word = (index: number) => tokens[index]?.text.toLowerCase();
  for (let at = 0; at < tokens.length; at += 1) {
    if (word(at) !== "declare" || !BEFORE_BLOCK.includes(word(at - 1)?.at(-1) === ">" ? ">" : word(at - 1))) continue;
    at += 1;
    while (at < tokens.length && word(at) !== "begin") {
      const name = tokens[at]?.text ?? "";
      const first = word(at + 1) === "constant" ? at + 2 : at + 1;
      let end = first;
      while (end < tokens.length && !AFTER_TYPE.includes(word(end) ?? "")) end += 1;
      found.push({ name, type: tokens.slice(first, end) });
      while (end < tokens.length && word(end) !== ";") end += 1;
      at = end + 1;
    }
  }
  return found;
}

/** `status`, `app.status`: neither %TYPE nor a cursor, and nothing of the grammar's own. */
function isPlainName(type: readonly Token[]): boolean {
  const names = type.filter((_, index) => index % 2 === 0);
  const dots = type.filter((_, index) => index % 2 === 1);
  return (
    names.length > dots.length &&
    names.every(({ tokenName }) => tokenName === "IDENT") &&
    dots.every(({ text }) => text === ".")
  );
}
