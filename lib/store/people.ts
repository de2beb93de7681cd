import type { Founder, NewFounder } from "./founders.ts";

/** The first founder's way in. Exactly one claim ever succeeds, and then there is no second setup. */
export type SetupStore = {
  isDone(): Promise<boolean>;
  /**
   * Keeps the hash of a fresh token, and an older one no longer works. False, and nothing changed: setup is done, or was
   * armed within the last `graceMs`, by a replica that started just before.
   */
  arm(tokenHash: string, graceMs: number, now: number): Promise<boolean>;
  /** Whether this token opens a setup that is still to be done. Changes nothing. */
  isOpen(tokenHash: string): Promise<boolean>;
  /** Makes the first founder. Null: wrong token, or done already. */
  claim(tokenHash: string, founder: NewFounder, now: number): Promise<Founder | null>;
};

export type Session = { founder: Founder; createdAt: number; seenAt: number };

/** One row a signed-in browser. The cookie holds the sid itself; here is its sha256. */
export type SessionStore = {
  add(sidHash: string, founderId: string, epoch: number, expiresAt: number, now: number): Promise<boolean>;
  /** Null: signed out, run out, or of an older epoch than its founder's. Notes when it was seen, once a minute. */
  find(sidHash: string, epoch: number, now: number): Promise<Session | null>;
  remove(sidHash: string): Promise<boolean>;
};

/** A one-time link by which another founder joins. */
export type InviteStore = {
  add(tokenHash: string, invitedBy: string, expiresAt: number, now: number): Promise<void>;
  isOpen(tokenHash: string, now: number): Promise<boolean>;
  /** Makes the founder and uses the invite up. Null: unknown, used, run out, or the name is taken. */
  claim(tokenHash: string, founder: NewFounder, now: number): Promise<Founder | null>;
};
