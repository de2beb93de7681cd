import "server-only";
import { openStore } from "../../lib/store/open-store.ts";
import type { Store } from "../../lib/store/store.ts";
import { ownStorePlace } from "./env.ts";

/** One a process: the start-up and the routes are bundles of their own, with modules of their own. */
const shared = globalThis as { lucienStore?: Promise<Store> };

/** The app's store, opened at the first need. Throws AppError; the next call tries again. */
export function store(): Promise<Store> {
  shared.lucienStore ??= openStore(ownStorePlace()).catch((error: unknown) => {
    delete shared.lucienStore;
    throw error;
  });
  return shared.lucienStore;
}
