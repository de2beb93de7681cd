import path from "node:path";
import type { Target } from "../postgres/client.ts";
import { connectionStore } from "./connection-store.ts";
import type { Engine } from "./engine.ts";
import { handOffStore } from "./hand-off-store.ts";
import { activityStore, counterStore, shareStore } from "./journal-store.ts";
import { founderStore, inviteStore, sessionStore, setupStore } from "./people-store.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";
import type { Store } from "./store.ts";

/** A file in the app's data folder, or a database of one's own for several replicas. */
export type StorePlace = { folder: string } | { target: Target };

/** Opens the store and brings its schema up to date. Throws AppError when it cannot. `close` it. */
export async function openStore(place: StorePlace): Promise<Store> {
  return storeOn(await openEngine(place));
}

/** What the store stands on, with its schema up to date: for backup, restore and check. */
export function openEngine(place: StorePlace): Promise<Engine> {
  if ("target" in place) return openPostgres(place.target);
  return Promise.resolve(openSqlite(path.join(place.folder, "store.db")));
}

function storeOn(engine: Engine): Store {
  return {
    setup: setupStore(engine),
    founders: founderStore(engine),
    sessions: sessionStore(engine),
    invites: inviteStore(engine),
    handOffs: handOffStore(engine),
    connections: connectionStore(engine),
    activity: activityStore(engine),
    shares: shareStore(engine),
    counters: counterStore(engine),
    purge: (now) => purge(engine, now),
    close: () => engine.close(),
  };
}

const YEAR_MS = 366 * 24 * 3_600_000;

async function purge(engine: Engine, now: number): Promise<void> {
  await engine.together([
    { text: "delete from sessions where expires_at <= $1", values: [now] },
    { text: "delete from invites where expires_at <= $1", values: [now] },
    { text: "delete from shares where expires_at <= $1", values: [now] },
    { text: "delete from counters where until <= $1", values: [now] },
    { text: "delete from hand_offs where purge_at <= $1", values: [now] },
    { text: "delete from activity where at <= $1", values: [now - YEAR_MS] },
  ]);
}
