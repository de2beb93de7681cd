import type { HandOffIntent } from "./intent.ts";
import type { HandOffState } from "./state.ts";

/** What the founder decided and signed with the link's key: the engineer's browser checks it, the job takes it from there. */
export type HandOffRecord = {
  id: string;
  attempt: number;
  intent: HandOffIntent;
  /** The login that is asked about; null where a new one is. */
  login: KnownLogin | null;
  /** Who asks, as the engineer reads it. */
  from: string;
  role: string;
  /** What Lucien should see, in the founder's words. */
  wanted: string;
  /** Schemas she picked from the last known list; may be empty. */
  schemas: readonly string[];
  note: string;
  /** Where the database is, if she knows. */
  host: string | null;
  /** Milliseconds since 1970. */
  createdAt: number;
  expiresAt: number;
  passcode: boolean;
  /** SCRAM verifier of the password that was born in her browser; null where no password is touched. */
  verifier: string | null;
  /** SPKI, base64: what is sealed to it only her browser can open. null: nothing is to be sealed. */
  sealTo: string | null;
};

/** A login that stands already, as the founder's list has it. */
export type KnownLogin = {
  /** The connection's id in that list. */
  connection: string;
  host: string;
  port: number;
  database: string;
  sslmode: HandOffResult["sslmode"];
  /** Made elsewhere, and taken over knowingly: it need not bear our mark. */
  adopt: boolean;
};

/** What she asked for as anybody may see it who is let in: without the verifier, which opens a login. */
export type PublicRecord = Omit<HandOffRecord, "verifier">;

/**
 * `done`: the app did it. `unchanged`: it was so already. `left`: it is paused, and something keeps it from being
 * removed. `told`: the engineer says so, and nobody saw it.
 */
export type HandOffOutcome = "done" | "unchanged" | "left" | "told";

export type HandOffWay = "form" | "script" | "own-login";

/** What the engineer's browser signs at the end; the founder's checks it before it builds a URL. */
export type HandOffResult = {
  id: string;
  attempt: number;
  intent: HandOffIntent;
  /** What became of a login that stood already; null where a new one was asked for. */
  outcome: HandOffOutcome | null;
  way: HandOffWay;
  /** `verifier`: the URL takes the founder's own password. `sealed`: the one in `sealed`. `none`: there is no URL. */
  passwordMode: "verifier" | "sealed" | "none";
  host: string;
  port: number;
  database: string;
  /** As it signs in: behind some poolers more than the role's name. */
  user: string;
  role: string;
  sslmode: "verify-full" | "require" | "disable";
  /** A password, sealed to the founder's browser. */
  sealed: string | null;
  /** Hex sha256 of the report's text. */
  reportHash: string;
  /** ISO 8601. */
  finishedAt: string;
};

/** A value that came with the MAC that vouches for it. */
export type Signed<Value> = { value: Value; mac: string };

/** The engineer's steps as they happen, and what befell the link. */
export type TimelineKind =
  | "sent"
  | "resent"
  | "claimed"
  | "taken-over"
  | "connecting"
  | "reviewing"
  | "script-made"
  | "running"
  | "run-failed"
  | "waiting-for-script"
  | "released"
  | "locked"
  | "completed"
  | "collected"
  | "finished"
  | "revoked"
  | "expired";

/** `host`: where the engineer said to be at work. Every field is a public fact. */
export type TimelineEntry = { at: number; kind: TimelineKind; host?: string };

/** A hand-off as the founder's screens show it. Plain JSON, no secret. */
export type FounderView = {
  id: string;
  /** Counts changes: what an event stream resumes from. */
  version: number;
  attempt: number;
  state: HandOffState;
  /** She has what was in it: nothing is left to collect. */
  finished: boolean;
  /** This founder sent it, so her key opens it. */
  mine: boolean;
  record: PublicRecord;
  /** May be later than the record's: a script extends it. */
  expiresAt: number;
  /** Until when somebody's claim counts without a sign of life; null: nobody's, or without end. */
  leaseUntil: number | null;
  passcodeTriesLeft: number | null;
  timeline: readonly TimelineEntry[];
  createdAt: number;
  changedAt: number;
};

/** POST /h/<id>/begin: what the engineer's browser learns, and from whom else the link was opened. */
export type Begun =
  | {
      kind: "record";
      record: Signed<HandOffRecord>;
      state: HandOffState;
      /** This browser holds the link. */
      mine: boolean;
      /** When it was claimed before, this browser's own claims left out. */
      earlierClaims: readonly number[];
    }
  | { kind: "passcode"; triesLeft: number }
  | { kind: "in-use"; since: number; until: number | null; canTakeOver: boolean };

/** What the engineer's browser says about itself with every request: the link's id, its authenticating part, this browser. */
export type LinkProof = { id: string; auth: string; holder: string };

/** A row as the store keeps it: only ciphertext, hashes and public facts and, until completion, the verifier. */
export type HandOffRow = {
  readonly id: string;
  readonly founderId: string;
  readonly createdAt: number;
  readonly version: number;
  readonly changedAt: number;
} & HandOffFields;

export type HandOffFields = {
  attempt: number;
  authHash: string;
  record: string;
  state: string;
  expiresAt: number;
  purgeAt: number;
  verifier: string | null;
  box: string | null;
  leaseHash: string | null;
  leaseUntil: number | null;
  passcodeHash: string | null;
  passcodeTries: number;
  facts: string;
  result: string | null;
  report: string | null;
};

type Activity = {
  at: number;
  kind: string;
  founderId: string | null;
  subject: string | null;
  facts: Readonly<Record<string, string | number | boolean | null>>;
};

/** What lib/store gives for this. Of several who move a row at once exactly one succeeds. */
export type HandOffRows = {
  add(
    row: Pick<HandOffRow, "id" | "founderId"> &
      Pick<
        HandOffFields,
        | "attempt"
        | "authHash"
        | "record"
        | "state"
        | "expiresAt"
        | "purgeAt"
        | "verifier"
        | "box"
        | "passcodeHash"
        | "facts"
      >,
    now: number,
    activity?: Activity,
  ): Promise<boolean>;
  get(id: string): Promise<HandOffRow | null>;
  list(): Promise<HandOffRow[]>;
  move(move: {
    id: string;
    version: number;
    from: readonly string[];
    set: Partial<HandOffFields>;
    now: number;
    activity?: Activity;
  }): Promise<HandOffRow | null>;
  versions(ids: readonly string[]): Promise<Map<string, number>>;
};
