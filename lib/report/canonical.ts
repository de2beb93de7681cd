/**
 * The one text that stands for a JSON value, whatever order its keys were written in: keys sorted by their UTF-16 code
 * units, no space, numbers and strings as JSON.stringify writes them (RFC 8785).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
}

const OPEN_LEVELS = 4;

/** JSON for people: the outer levels indented, one table, try or finding a line. Ends with a line break. */
export function fileText(value: unknown): string {
  return `${indented(value, 0)}\n`;
}

function indented(value: unknown, level: number): string {
  if (typeof value !== "object" || value === null || level >= OPEN_LEVELS || isSmall(value, level))
    return JSON.stringify(value);
  const inner = "  ".repeat(level + 1);
  const end = `\n${"  ".repeat(level)}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => inner + (isTree(item) ? indented(item, level + 1) : JSON.stringify(item))).join(",\n")}${end}]`;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{\n${fields.map(([key, field]) => `${inner}${JSON.stringify(key)}: ${indented(field, level + 1)}`).join(",\n")}${end}}`;
}

/** An item of a list that holds a list of objects itself: a schema with its tables. */
function isTree(item: unknown): boolean {
  if (typeof item !== "object" || item === null) return false;
  return Object.values(item).some((field) => Array.isArray(field) && typeof field[0] === "object");
}

/** Lists of words, and objects of a few plain values, stand on one line. */
function isSmall(value: object, level: number): boolean {
  if (level < 2) return false;
  const fields = Object.values(value);
  return fields.every((field) => typeof field !== "object" || field === null) && fields.length <= 3;
}
