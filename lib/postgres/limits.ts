import { getHeapStatistics } from "node:v8";
import { AppError } from "../errors.ts";

/** What servers may make us hold: the answer of a rogue one has no end. Bytes as they cost us, not as they were sent. */
export type Limits = {
  rows: number;
  /** Of one answer. */
  bytes: number;
  /** Of all answers of one session. */
  sessionBytes: number;
  /** Of all open sessions of this process together. */
  processBytes: number;
  notices: number;
  noticeBytes: number;
};

const MB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  rows: 5_000_000,
  bytes: 512 * MB,
  sessionBytes: 1024 * MB,
  // What does not fit into the heap ends the process, and every other visitor's work with it. A quarter: in a small heap
  // the app itself and V8's young generation, which counts in the limit, take up half.
  processBytes: Math.floor(getHeapStatistics().heap_size_limit / 4),
  notices: 1000,
  noticeBytes: 256 * 1024,
};

/** Until it has let us in, a server has little to say. */
const BEFORE_SIGN_IN = MB;

/** What all sessions that are open now were sent. */
let held = 0;
const open = new Set<Meter>();

/** About what one session's server made us hold. Closed once, it gives its share of the process back. */
export class Meter {
  readonly #limits: Limits;
  #answer = 0;
  #session = 0;
  #signedIn = false;
  #closed = false;
  readonly #cut: (reason: AppError) => void;

  /** `cut` ends the session: called when it holds the most, and another can get no more. */
  constructor(limits: Limits, cut: (reason: AppError) => void) {
    this.#limits = limits;
    this.#cut = cut;
    open.add(this);
  }

  /** Counts what came. Gives the reason to hang up, or null. */
  add(bytes: number): AppError | null {
    if (this.#closed) return null;
    this.#answer += bytes;
    this.#session += bytes;
    held += bytes;
    const { sessionBytes, processBytes } = this.#limits;
    if (this.#answer > this.messageLimit) return tooMuch(`One answer held more than ${this.messageLimit} bytes.`);
    if (this.#session > sessionBytes) return tooMuch(`The session held more than ${sessionBytes} bytes.`);
    return held > processBytes ? this.#makeRoom(processBytes) : null;
  }

  /** Ends whoever holds the most, so that no rogue server's flood ends an honest one's session. */
  #makeRoom(processBytes: number): AppError | null {
    const reason = tooMuch(`All sessions together held more than ${processBytes} bytes.`);
    const [most] = [...open].toSorted((a, b) => b.#session - a.#session);
    if (most === undefined || most === this) return reason;
    most.close();
    most.#cut(reason);
    return null;
  }

  /** The longest message that may be begun. */
  get messageLimit(): number {
    return this.#signedIn ? this.#limits.bytes : Math.min(BEFORE_SIGN_IN, this.#limits.bytes);
  }

  /** The next answer begins. */
  nextAnswer(): void {
    this.#answer = 0;
  }

  signedIn(): void {
    this.#signedIn = true;
    this.#answer = 0;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    open.delete(this);
    held -= this.#session;
  }
}

/** The answer of a server that sends without end, or of a catalog larger than any we know. */
export function tooMuch(detail: string): AppError {
  return new AppError("connect.too-much", "The server sent more than we can hold, so we hung up.", {
    hint: "If this really is your database, tell us how large its catalog is.",
    detail,
  });
}
