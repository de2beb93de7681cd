import type { ConnectionStore } from "./connections.ts";
import type { FounderStore } from "./founders.ts";
import type { HandOffStore } from "./hand-offs.ts";
import type { ActivityStore, CounterStore, ShareStore } from "./journal.ts";
import type { InviteStore, SessionStore, SetupStore } from "./people.ts";

/**
 * What the app remembers: ciphertext, hashes, public facts, activity and, until a hand-off is completed, its verifier.
 * Every time is in milliseconds since 1970 and comes from the caller. Whatever a method has answered is on the disk.
 * Two callers at once: each method is one transaction, so of two that exclude each other exactly one wins.
 * Every rejection is an AppError: `internal.store`, or `internal.store-busy` where another one held it for too long.
 */
export type Store = {
  readonly setup: SetupStore;
  readonly founders: FounderStore;
  readonly sessions: SessionStore;
  readonly invites: InviteStore;
  readonly handOffs: HandOffStore;
  readonly connections: ConnectionStore;
  readonly activity: ActivityStore;
  readonly shares: ShareStore;
  readonly counters: CounterStore;
  /** Deletes what has run out: sessions, invites, shares, counters, hand-offs past their `purgeAt`, activity older than a year. */
  purge(now: number): Promise<void>;
  close(): Promise<void>;
};
