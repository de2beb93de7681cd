/** Somebody who may sign in. All founders of an installation see the same logins and activity. */
export type Founder = {
  readonly id: string;
  readonly name: string;
  /** Raised by "sign out everywhere" and by a new passphrase: sessions of an older one no longer count. */
  readonly epoch: number;
  readonly createdAt: number;
};

export type NewFounder = { id: string; name: string; passphraseHash: string };

/** The founder's root, wrapped under her recovery code: ciphertext, and which root it is. */
export type Recovery = { rootId: string; wrapped: string };

export type FounderStore = {
  get(id: string): Promise<Founder | null>;
  list(): Promise<Founder[]>;
  /** With the passphrase's hash, for signing in; names are compared without regard to case. */
  byName(name: string): Promise<(Founder & { passphraseHash: string }) | null>;
  /** The new epoch: every session is over. Null when the founder is gone or `epoch` is no longer hers. */
  changePassphrase(id: string, epoch: number, passphraseHash: string): Promise<number | null>;
  /** The new epoch: every session is over. */
  signOutEverywhere(id: string): Promise<number | null>;
  recovery(id: string): Promise<Recovery | null>;
  /** Only if the one that is kept is still `before` (a rootId; null: none). False: another browser was faster. */
  setRecovery(id: string, before: string | null, recovery: Recovery): Promise<boolean>;
};
