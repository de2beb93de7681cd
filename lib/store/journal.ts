/**
 * What happened, as data: the sentence is made where it is shown. `kind` is a dotted word such as `hand-off.claimed`,
 * `facts` what the sentence needs (names, hosts, counts). Never a secret, not even a hash of one.
 */
export type NewActivity = {
  at: number;
  kind: string;
  /** Who did it: a founder's id, or null for the engineer and the app itself. */
  founderId: string | null;
  /** The hand-off or connection it is about. */
  subject: string | null;
  facts: Readonly<Record<string, string | number | boolean | null>>;
};

export type Activity = NewActivity & { readonly id: number };

export type ActivityStore = {
  add(activity: NewActivity): Promise<void>;
  /** Newest first. `before`: only ids below it. `subject`: only about it. */
  list(options: { limit: number; before?: number; subject?: string }): Promise<Activity[]>;
};

/** Counts that have to outlive a restart and hold for all replicas together. */
export type CounterStore = {
  /** Counts one more and gives the count within the window that began with its first. */
  hit(key: string, windowMs: number, now: number): Promise<number>;
  reset(key: string): Promise<void>;
};

/** A report that is shared by link: ciphertext, whose key is in the link's fragment. */
export type Share = {
  readonly id: string;
  readonly founderId: string;
  readonly box: string;
  readonly expiresAt: number;
};

export type ShareStore = {
  /** False when the id is taken. */
  add(share: Share, now: number): Promise<boolean>;
  /** Null: unknown, or run out. */
  get(id: string, now: number): Promise<Share | null>;
  remove(id: string): Promise<boolean>;
};
