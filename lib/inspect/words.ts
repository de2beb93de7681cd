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

/** `phrase` (`api key`) stands in these words, whole words side by side. */
export function hasPhrase(name: readonly string[], phrase: string): boolean {
  return ` ${name.join(" ")} `.includes(` ${phrase} `);
}

/** Any of the phrases stands in these words. */
export function hasAnyPhrase(name: readonly string[], phrases: readonly string[]): boolean {
  return phrases.some((phrase) => hasPhrase(name, phrase));
}
