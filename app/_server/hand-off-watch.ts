import "server-only";
import { makeWatch, type Watch } from "../../lib/hand-off/watch.ts";
import { store } from "./store.ts";

const EVERY_MS = 1_000;

/** One a process: the routes are bundles of their own, with modules of their own. */
const shared = globalThis as { lucienWatch?: Watch };

/** Where founders wait for news of their hand-offs. */
export function handOffWatch(): Watch {
  shared.lucienWatch ??= makeWatch({
    everyMs: EVERY_MS,
    versions: async (ids) => (await store()).handOffs.versions(ids),
  });
  return shared.lucienWatch;
}
