import { AppError } from "../../lib/errors.ts";
import { utf8 } from "../../lib/hand-off/bytes.ts";
import { open, type RootKey, seal } from "../../lib/hand-off/root-key.ts";

const DATABASE = "lucien-keys";
const STORE = "roots";

/** Keeps a root in this browser: the key object itself, which no script can read the bytes of. */
export async function saveRoot(root: RootKey): Promise<void> {
  await inStore("readwrite", (store) => store.put(root, root.rootId));
  // Asks the browser not to drop it when space is short. Some never answer yes; the recovery code is for that.
  await navigator.storage?.persist?.().catch(() => false);
}

/** Null when it is not in this browser. */
export async function loadRoot(rootId: string): Promise<RootKey | null> {
  return (await inStore<RootKey | undefined>("readonly", (store) => store.get(rootId))) ?? null;
}

export async function dropRoot(rootId: string): Promise<void> {
  await inStore("readwrite", (store) => store.delete(rootId));
}

/**
 * Whether a key that was kept comes back and works: private windows, Lockdown Mode and full disks fail in different
 * ways. Throws AppError `usage.key-…`, which says what to do.
 */
export async function testKeyStorage(): Promise<void> {
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) throw insecure();
  const rootId = `test-${crypto.randomUUID()}`;
  try {
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const box = await seal(key, utf8("test"), utf8(rootId));
    await inStore("readwrite", (store) => store.put({ rootId, key }, rootId));
    const again = await loadRoot(rootId);
    await dropRoot(rootId);
    if (again === null) throw new TypeError("it is gone");
    await open(again.key, box, utf8(rootId));
  } catch (cause) {
    throw unkept(cause);
  }
}

/** Safari deletes what a page keeps after seven days without a visit (WebKit, "Full third-party cookie blocking"). */
export function dropsStorage(userAgent: string): boolean {
  return /safari/i.test(userAgent) && !/chrom|crios|android|fxios|edg/i.test(userAgent);
}

async function inStore<Value>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<Value> {
  const database = await openDatabase();
  try {
    return await new Promise<Value>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      // Only a transaction that is complete has been written.
      transaction.oncomplete = () => resolve(request.result as Value);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new TypeError("blocked"));
  });
}

function insecure(): AppError {
  return new AppError("usage.key-insecure", "This address is not encrypted, so no key can be made here.", {
    hint: "Open this app over https, or on the machine itself at localhost.",
  });
}

function unkept(cause: unknown): AppError {
  return new AppError("usage.key-unkept", "This browser does not keep keys, so it could not open your result later.", {
    hint: "Leave the private window or Lockdown Mode, or use another browser.",
    detail: "A CryptoKey that was put into IndexedDB did not come back.",
    cause,
  });
}
