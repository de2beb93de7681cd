/** Small pieces of English that several screens need. Numbers are written as the founder reads them: 1,204,880. */

const NUMBER = new Intl.NumberFormat("en-US");
const WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

/** `1204880` as `1,204,880`. */
export function digits(count: number): string {
  return NUMBER.format(count);
}

/** `1 table`, `2 tables`, `3 policies`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${digits(count)} ${count === 1 ? one : several}`;
}

/** Up to twelve in words, then in digits: `three tables`, `41 tables`. */
export function inWords(count: number, one: string, several = `${one}s`): string {
  return `${WORDS[count] ?? digits(count)} ${count === 1 ? one : several}`;
}

/** `a`, `a and b`, `a, b and c`; beyond the limit `a, b and 7 more`. */
export function listed(names: readonly string[], limit = 6): string {
  if (names.length > limit)
    return `${names.slice(0, limit - 1).join(", ")} and ${digits(names.length - limit + 1)} more`;
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** The first letter as a capital. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
