/**
 * The words of a database name, in lower case: `passwordHash`, `password_hash`, `PASSWORD-HASH` → password, hash;
 * `APIKey2` → api, key. Digits and punctuation separate. Accents stay.
 */
export function words(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
}

const MOST_REMEMBERED = 5_000;

/**
 * `ask` with a memory, for databases of fifty thousand relations. Only the words count, so what was asked of `orders`
 * holds for `orders_2024_01`.
 */
export function askedOnce<T>(ask: (name: readonly string[]) => T): (name: string) => T {
  const known = new Map<string, { answer: T }>();
  return (name) => {
    const stem = name.replace(/[\d_]+$/, "");
    const found = known.get(stem);
    if (found) return found.answer;
    if (known.size === MOST_REMEMBERED) known.clear();
    const answer = ask(words(stem));
    known.set(stem, { answer });
    return answer;
  };
}

/** Any of the phrases (`api key`) stands in these words, whole words side by side. */
export function hasAnyPhrase(name: readonly string[], phrases: readonly string[]): boolean {
  const text = ` ${name.join(" ")} `;
  return phrases.some((phrase) => text.includes(` ${phrase} `));
}

/** The phrases of a text that separates them by commas: a vocabulary is easier to read that way. */
export function list(text: string): string[] {
  return text
    .split(",")
    .map((phrase) => phrase.trim().replaceAll(/\s+/g, " "))
    .filter((phrase) => phrase !== "");
}
