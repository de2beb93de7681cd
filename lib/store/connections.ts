import type { NewActivity } from "./journal.ts";

/** A login that was made or checked here: public facts only. Passwords are nowhere. */
export type Connection = NewConnection & {
  readonly createdAt: number;
  readonly passwordSetAt: number | null;
  readonly validUntil: number | null;
  readonly checks: readonly Check[];
};

export type NewConnection = {
  id: string;
  founderId: string;
  /** What the founder calls it. */
  name: string;
  host: string;
  port: number;
  database: string;
  role: string;
  sslmode: string;
  passwordMode: "verifier" | "sealed" | "kept";
  /** The hand-off it came from, if it did. */
  handOffId: string | null;
  /** When its password was made, by this app; null where nobody here knows. Left out: what is known stays. */
  passwordSetAt?: number | null;
  /** When its password runs out, as last seen; null: not at all. Left out: what is known stays. */
  validUntil?: number | null;
};

/** One look, newest first in `checks`. `verdict` as lib/verify says it. */
export type Check = { at: number; verdict: string; tries: number; refused: number; note: string };

/** `evidence`: JSON of the verdict with all that it rests on; only the newest check's is kept. */
export type RecordOptions = { evidence?: string; activity?: NewActivity };

export type Renewal = Required<Pick<NewConnection, "passwordSetAt" | "validUntil">>;

export type ConnectionStore = {
  /**
   * Adds it, or renews the one with this host, port, database and role; then adds the check. Gives its id. A password
   * that was kept says nothing new about who made it.
   */
  record(connection: NewConnection, check: Check, options?: RecordOptions): Promise<string>;
  /** The newest check's evidence, where it was kept. */
  evidence(id: string): Promise<string | null>;
  get(id: string): Promise<Connection | null>;
  list(): Promise<Connection[]>;
  /** It has another password since then. False when there is no such login. */
  renewed(id: string, password: Renewal, activity?: NewActivity): Promise<boolean>;
  rename(id: string, name: string): Promise<boolean>;
  remove(id: string, activity?: NewActivity): Promise<boolean>;
};
