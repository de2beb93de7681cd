/** What opens a login, wherever it may have got into a text: SCRAM verifiers, md5 hashes, a URL's password. */
const MASKS: readonly [RegExp, string][] = [
  [/SCRAM-SHA-256\$[^'"\s]*/g, "SCRAM-SHA-256$…"],
  [/'md5[0-9a-f]{32}'/g, "'md5…'"],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/@]*@/gi, "$1:…@"],
  [/((?:^|\s)PASSWORD\s+)'(?!SCRAM-SHA-256\$…|md5…)(?:[^']|'')*'/gi, "$1'…'"],
];

/** The same value with `…` in the place of every secret that can be told by its form. A second line: nothing of the kind is to come here. */
export function withoutSecrets<T>(value: T): T {
  if (typeof value === "string") return masked(value) as T;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withoutSecrets(field)])) as T;
}

function masked(text: string): string {
  return MASKS.reduce((before, [pattern, mask]) => before.replace(pattern, mask), text);
}
