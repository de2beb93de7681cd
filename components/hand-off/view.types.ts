import type { AppErrorJson } from "../../lib/errors.ts";
import type {
  FounderView,
  HandOffRecord,
  HandOffResult,
  HandOffWay,
  KnownLogin,
  TimelineEntry,
  TimelineKind,
} from "../../lib/hand-off/hand-off.types.ts";
import type { HandOffIntent } from "../../lib/hand-off/intent.ts";
import type { HandOffState } from "../../lib/hand-off/state.ts";
import type { LifeDone } from "../../lib/lifecycle/life-act.ts";
import type { VerifyEvent } from "../../lib/verify/verification.ts";
import type { RunResult } from "../wizard/wire.ts";

export type {
  FounderView,
  HandOffIntent,
  HandOffRecord,
  HandOffResult,
  HandOffState,
  HandOffWay,
  KnownLogin,
  TimelineEntry,
  TimelineKind,
};

/** POST /h/<id>/own-login answers with these; `report`: the app's own, signed. */
export type OwnLoginEvent =
  | VerifyEvent
  | { type: "report"; report: string | null }
  | { type: "failed"; error: AppErrorJson };

/** POST /h/<id>/life: what was done. No secret but `sealedPassword`, which only the founder's browser opens. */
export type LifeAnswer = Omit<LifeDone, "password"> & { sealedPassword: string | null };

/** What is asked of a login that is listed. */
export type About = { intent: Exclude<HandOffIntent, "create">; role: string; login: KnownLogin };

/** What the founder fills in. */
export type ComposeInput = Partial<Pick<About, "intent" | "login">> & {
  /** Who asks, as the engineer reads it. */
  from: string;
  role: string;
  wanted: string;
  schemas: string[];
  note: string;
  host: string | null;
  lifeMs: number;
  /** Told over another way than the link. */
  passcode: string | null;
};

/** The founder's key in this browser. */
export type KeyState =
  | { kind: "loading" }
  /** WebCrypto or the storage does not work here: `error` says what to do. */
  | { kind: "unusable"; error: AppErrorJson }
  /** There is none yet, here or elsewhere: the first hand-off makes it. */
  | { kind: "none" }
  /** It was made in another browser, or this one's storage was wiped: the recovery code brings it here. */
  | { kind: "elsewhere" }
  /** `fragile`: this browser may drop it (Safari after 7 days): the recovery code must not be skipped. */
  | { kind: "ready"; fragile: boolean };

export type Keys = {
  state: KeyState;
  /** Makes the key here; gives its recovery code, which is shown once. `afresh`: although there is one elsewhere. */
  make(options?: { afresh?: boolean }): Promise<string>;
  /** Brings the key here. Rejects with AppErrorJson for a code that is wrong. */
  recover(code: string): Promise<void>;
};

/** The founder's view of one hand-off, kept up to date. `line`: how news come; null view while loading. */
export type LiveHandOff = {
  view: FounderView | null;
  line: "connecting" | "live" | "polling" | "lost";
  error: AppErrorJson | null;
};

/** The report that travels back beside the result; its text's hash is in what the engineer's browser signed. */
export type HandOffReport = { formatVersion: 1; run: Omit<RunResult, "sealedPassword">; engineerNote: string };

/** The same for a turn in a login's life; null where the engineer only says that it was done. */
export type LifeReport = { formatVersion: 1; life: Omit<LifeAnswer, "sealedPassword" | "address"> | null };

/** Checked like `Collected`: what became of a login that is listed. `password`: null where none was touched. */
export type CollectedLife = { result: HandOffResult; life: LifeReport["life"]; password: string | null };

/** Checked in the founder's browser: nothing of it was changed on the way. */
export type Collected = {
  result: HandOffResult;
  report: HandOffReport;
  /** What she named; null: nothing. */
  namedHost: string | null;
  /** It is another one than she named: the URL needs a separate yes. */
  otherHost: boolean;
  /** The whole URL. Throws where another host was not confirmed. */
  connectionUrl(options: { otherHostConfirmed: boolean }): string;
  password(): string | null;
};

/** What the engineer's page shows. */
export type EngineerState =
  | { kind: "reading" }
  /** No link, or one that was cut or changed on the way: nothing is used up, the whole one can be pasted. */
  | { kind: "paste"; problem: AppErrorJson | null }
  /** The one answer for unknown, used, expired, stopped and wrong. */
  | { kind: "refused"; error: AppErrorJson }
  | { kind: "passcode"; triesLeft: number; wrong: boolean }
  | { kind: "in-use"; since: number; until: number | null; canTakeOver: boolean }
  /** The record is not what the founder signed. */
  | { kind: "tampered"; error: AppErrorJson }
  /** Not claimed yet. */
  | { kind: "open"; record: HandOffRecord; earlierClaims: readonly number[] }
  /** This browser holds it. */
  | { kind: "held"; record: HandOffRecord; state: HandOffState; earlierClaims: readonly number[] }
  /** This browser handed the result over. */
  | { kind: "done"; record: HandOffRecord; result: HandOffResult }
  /** Another browser claimed it after our lease ended, or the founder stopped it. */
  | { kind: "lost"; error: AppErrorJson };

export type Engineer = {
  state: EngineerState;
  /** While something is being asked. */
  busy: boolean;
  paste(text: string): Promise<void>;
  enterPasscode(passcode: string): Promise<void>;
  takeOver(): Promise<void>;
  /** Before the first look at the database: the address as it was entered. Rejects with AppErrorJson. */
  claim(address: { host: string; database: string }): Promise<void>;
  /** After a run in the wizard: signs the result and hands it over. Idempotent. Rejects with AppErrorJson. */
  complete(run: RunResult, way: Exclude<HandOffWay, "own-login">): Promise<void>;
  /** "I already have a login": looks at it, seals it to the founder, and hands it over. Rejects with AppErrorJson. */
  completeOwnLogin(pastedUrl: string): Promise<void>;
  /** A turn in a login's life was made, or (null) the engineer says so. Idempotent. Rejects with AppErrorJson. */
  completeLife(answer: LifeAnswer | null, way: Exclude<HandOffWay, "own-login">): Promise<void>;
};
