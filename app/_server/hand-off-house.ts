import "server-only";
import { keepHouse as endWhatRanOut } from "../../lib/hand-off/house.ts";
import type { Store } from "../../lib/store/store.ts";
import { handOffWatch } from "./hand-off-watch.ts";

/** Once a minute: ends leases and links whose time is over. Any replica may do it. */
export async function keepHouse({ handOffs }: Store, now: number): Promise<void> {
  await endWhatRanOut(handOffs, now);
  handOffWatch().nudge();
}
