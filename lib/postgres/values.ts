import pg from "pg";

/** The driver's array reader: typed as a function, but pg-types 2 (which pg 8 uses) exports `create`. */
const arrayParser = pg.types.arrayParser as unknown as {
  create(text: string, parse: (entry: string) => unknown): { parse(): unknown[] };
};

/**
 * How values of the server become values of ours, by type OID (fixed in Postgres: src/include/catalog/pg_type.dat).
 * Whatever is not named here stays the text that the server printed: numeric, timestamps, intervals, names, "char".
 * int8 is a number, since the catalog's counts and sizes fit; one that does not fit throws rather than lie.
 */
const PARSERS: Record<number, (text: string) => unknown> = {
  16: isTrue, // bool
  20: wholeNumber, // int8
  21: Number, // int2
  23: Number, // int4
  26: Number, // oid
  700: Number, // float4
  701: Number, // float8
  114: JSON.parse, // json
  3802: JSON.parse, // jsonb
  22: (text) => text.split(" ").filter(Boolean).map(Number), // int2vector
  30: (text) => text.split(" ").filter(Boolean).map(Number), // oidvector
  1000: arrayOf(isTrue), // bool[]
  1002: arrayOf(String), // "char"[]
  1003: arrayOf(String), // name[]
  1005: arrayOf(Number), // int2[]
  1007: arrayOf(Number), // int4[]
  1009: arrayOf(String), // text[]
  1015: arrayOf(String), // varchar[]
  1016: arrayOf(wholeNumber), // int8[]
  1028: arrayOf(Number), // oid[]
  1034: arrayOf(String), // aclitem[]
  1263: arrayOf(String), // cstring[]
  2211: arrayOf(String), // regtype[]
};

/** For pg's `types`: our table, and nothing that somebody else registered with the driver. */
export const valueTypes = {
  getTypeParser(oid: number): (text: string) => unknown {
    return PARSERS[oid] ?? String;
  },
};

/**
 * An array as the text that array_in reads (src/backend/utils/adt/arrayfuncs.c), for a parameter cast to oid[] or text[]:
 * the driver makes the same of an array, in several times the time, which tells where it has ten thousands of entries.
 */
export function arrayLiteral(entries: readonly (string | number)[]): string {
  return `{${entries.map((entry) => (typeof entry === "number" ? String(entry) : quoted(entry))).join(",")}}`;
}

/** In quotes nothing but these two means anything: neither a comma, nor a brace, nor the word NULL. */
function quoted(text: string): string {
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
}

function isTrue(text: string): boolean {
  return text === "t";
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("an int8 is too large; cast it to text in the query");
  return value;
}

function arrayOf(parse: (text: string) => unknown): (text: string) => unknown[] {
  return (text) => arrayParser.create(text, parse).parse();
}
