/** A link that this browser made, to be able to stop it: without its key, which nobody keeps. */
export type MadeLink = { id: string; database: string; expiresAt: number };

const KEY = "lucien-report-links-1";

/** Those that still work. */
export function madeLinks(now: number, storage: Pick<Storage, "getItem"> = localStorage): MadeLink[] {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? "[]") as MadeLink[];
    return kept.filter(({ expiresAt }) => expiresAt > now);
  } catch {
    return [];
  }
}

/** Where storage is forbidden, the link still works, and ends by itself. */
export function keepLinks(links: readonly MadeLink[], storage: Pick<Storage, "setItem"> = localStorage): void {
  try {
    storage.setItem(KEY, JSON.stringify(links));
  } catch {
    // See above.
  }
}
