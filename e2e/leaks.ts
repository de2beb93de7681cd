import fs from "node:fs";
import path from "node:path";
import type { BrowserContext, Page } from "playwright/test";

export type Places = Record<string, string>;

/** All that a browser keeps of this page's origin, as text: cookies, both storages, every IndexedDB, its history's URL. */
export async function keptByBrowser(page: Page, context: BrowserContext): Promise<Places> {
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const all: unknown[] = [];
    for (const { name } of databases) {
      const open = indexedDB.open(name ?? "");
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      for (const store of db.objectStoreNames) {
        const rows = db.transaction(store).objectStore(store).getAll();
        all.push(await new Promise((resolve) => (rows.onsuccess = () => resolve(rows.result))));
      }
      db.close();
    }
    return {
      localStorage: JSON.stringify({ ...localStorage }),
      sessionStorage: JSON.stringify({ ...sessionStorage }),
      indexedDB: JSON.stringify(all),
      location: location.href,
      historyState: JSON.stringify(history.state),
    };
  });
  return { ...kept, cookies: JSON.stringify(await context.cookies()) };
}

/** Every file below these folders, as text; one that goes away meanwhile is empty. */
export function keptInFiles(...folders: string[]): Places {
  const files = folders.flatMap((folder) =>
    fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  );
  const named = files.map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(named.map((file) => [file, textOf(file)]));
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, "latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** The places that hold the secret, as it is or as URLs, JSON and base64 would write it. */
export function leaks(places: Places, secret: string): string[] {
  const spellings = [
    secret,
    encodeURIComponent(secret),
    // As forms and URLSearchParams write it.
    new URLSearchParams([["", secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    // Without its ends, which depend on what stands beside it.
    ...[0, 1, 2].map((shift) =>
      Buffer.from("x".repeat(shift) + secret)
        .toString("base64")
        .slice(4, -4),
    ),
  ];
  return Object.keys(places).filter((place) => spellings.some((spelling) => places[place]?.includes(spelling)));
}
