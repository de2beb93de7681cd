import { AppError } from "../errors.ts";
import type { Client, ClientOptions, ConnectionInfo, Notice, OnAnswer, Request, Result, Row } from "./client.ts";
import { engineOfVersion } from "./engine.ts";
import { toQueryError } from "./explain.ts";
import { guardSession, type SessionFacts } from "./guards.ts";
import { DEFAULT_LIMITS, type Limits, tooMuch } from "./limits.ts";
import { QueryError } from "./query-error.ts";
import { scrub } from "./scrub.ts";
import type { Line } from "./secure.ts";
import type { Driver } from "./sign-in.ts";
import { type Sql, sql } from "./sql.ts";
import { SQLSTATE } from "./sqlstate.ts";

const READ_TIMEOUT_MS = 120_000;
const SESSION_TIMEOUT_MS = 15 * 60_000;
const GOODBYE_MS = 1_000;

/** What is on its way, in the order in which it will be answered. */
type Waiting = { notices: Notice[]; noticeBytes: number; rows: number; sentAt: number };

/**
 * Makes a Client of a driver that is signed in: sets the session's guards in one round trip and learns who answers.
 * Throws AppError `refused.engine` where that is not Postgres.
 */
export async function openSession(driver: Driver, line: Line, port: number, options: ClientOptions): Promise<Client> {
  refuseOtherEngine("", driver.parameters);
  const session = new Session(driver, options);
  const facts = await guardSession(session, driver.backendPid);
  refuseOtherEngine(facts.version, driver.parameters);
  if (facts.hasty) await takeLateCancel(session);
  session.info = infoOf(driver, line, port, facts);
  return session;
}

/**
 * Where the session began with a statement_timeout of milliseconds, its alarm may go off just as the first question was
 * answered; the next statement is cancelled then, whatever the setting is by now (postgres.c). So one is sent for that.
 */
async function takeLateCancel(session: Client): Promise<void> {
  await session.query(sql`select 1`).catch((error) => {
    if (!(error instanceof QueryError) || error.sqlstate !== SQLSTATE.queryCanceled) throw error;
  });
}

class Session implements Client {
  info: ConnectionInfo = undefined as never; // set by openSession before anybody else sees the session
  readonly #driver: Driver;
  readonly #limits: Limits;
  readonly #waiting: Waiting[] = [];
  readonly #watch: NodeJS.Timeout;
  readonly #end: NodeJS.Timeout;
  readonly #forget: () => void;
  readonly #waits: () => boolean;

  constructor(driver: Driver, options: ClientOptions) {
    this.#driver = driver;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#waits = options.waitForGoodbye ?? (() => true);
    const readTimeoutMs = options.readTimeoutMs ?? READ_TIMEOUT_MS;
    this.#watch = setInterval(() => this.#waiting.length > 0 && driver.destroy(silent(readTimeoutMs)), readTimeoutMs);
    this.#watch.unref();
    const sessionTimeoutMs = options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS;
    this.#end = setTimeout(() => driver.destroy(tooLong(sessionTimeoutMs)), sessionTimeoutMs);
    this.#end.unref();
    const stop = () => driver.destroy(cancelled());
    options.signal?.addEventListener("abort", stop);
    this.#forget = () => options.signal?.removeEventListener("abort", stop);
    if (options.signal?.aborted) stop();
    driver.client.on("notice", (notice) => this.#note(notice));
    driver.onRow(() => this.#countRow());
  }

  query<R = Row>(statement: Sql, values?: readonly unknown[]): Promise<Result<R>> {
    return this.#send({ statement, values }, 0) as Promise<Result<unknown>> as Promise<Result<R>>;
  }

  async many(requests: readonly (Sql | Request)[], onAnswer?: OnAnswer): Promise<Result<Row>[]> {
    let last = performance.now();
    const sent = requests.map((request, index) =>
      this.#send(typeof request === "string" ? { statement: request } : request, index).then((result) => {
        const now = performance.now();
        onAnswer?.(index, Math.round(now - last));
        last = now;
        return result;
      }),
    );
    const settled = await Promise.allSettled(sent);
    const failed = settled.find((outcome) => outcome.status === "rejected");
    if (failed) throw failed.reason;
    return settled.map((outcome) => (outcome as PromiseFulfilledResult<Result<Row>>).value);
  }

  async end(): Promise<void> {
    clearInterval(this.#watch);
    clearTimeout(this.#end);
    this.#forget();
    const { client, destroy, unref } = this.#driver;
    if (this.#waiting.length > 0) return destroy();
    const timer = setTimeout(destroy, GOODBYE_MS);
    const goodbye = client.end().catch(() => undefined);
    const ended = goodbye.then(() => {
      clearTimeout(timer);
      destroy();
    });
    if (this.#waits()) return ended;
    // It is said, and need not keep this process alive.
    timer.unref();
    unref();
  }

  #send(request: Request, index: number): Promise<Result<Row>> {
    const { promise, resolve, reject } = Promise.withResolvers<Result<Row>>();
    const waiting: Waiting = { notices: [], noticeBytes: 0, rows: 0, sentAt: performance.now() };
    if (this.#waiting.length === 0) this.#restart();
    this.#waiting.push(waiting);
    this.#driver.send(request.statement, request.values, (error, result) => {
      // Called while the answer is read, so the head of the queue is the statement it belongs to.
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      this.#restart();
      if (error) reject(toQueryError(this.#driver.broken() ?? error, index, this.#driver.secrets));
      else resolve({ ...lastOf(result), notices: waiting.notices });
    });
    return promise;
  }

  #restart(): void {
    this.#watch.refresh();
    this.#driver.meter.nextAnswer();
  }

  #note(raw: { severity?: string; code?: string; message?: string; routine?: string }): void {
    const head = this.#waiting[0];
    if (head === undefined || head.notices.length >= this.#limits.notices) return;
    const message = scrub(raw.message ?? "", this.#driver.secrets);
    head.noticeBytes += message.length;
    if (head.noticeBytes > this.#limits.noticeBytes) return;
    const { severity = "NOTICE", code = "00000", routine = null } = raw;
    head.notices.push({ severity, sqlstate: code, message, routine });
  }

  #countRow(): void {
    const head = this.#waiting[0];
    if (head === undefined) return;
    head.rows += 1;
    if (head.rows === this.#limits.rows + 1)
      this.#driver.destroy(tooMuch(`One answer held more than ${this.#limits.rows} rows.`));
  }
}

function lastOf(result: unknown): Omit<Result<Row>, "notices"> {
  const last = (Array.isArray(result) ? result.at(-1) : result) as Omit<Result<Row>, "notices">;
  return { rows: last.rows, rowCount: last.rowCount, command: last.command };
}

function infoOf(driver: Driver, line: Line, port: number, facts: SessionFacts): ConnectionInfo {
  return {
    address: line.address,
    port,
    tls: line.reached,
    certificate: line.certificate,
    serverVersion: facts.version,
    serverVersionNum: facts.versionNum,
    parameters: driver.parameters,
    backendPid: facts.pid,
    pooled: facts.pid !== driver.backendPid,
    warnings: line.warnings,
  };
}

function refuseOtherEngine(version: string, parameters: Readonly<Record<string, string>>): void {
  const engine = engineOfVersion(version, parameters);
  if (engine.refusal !== null) throw engine.refusal;
}

function silent(ms: number): AppError {
  return new AppError("connect.read-timeout", "The database stopped answering, so we hung up.", {
    hint: "Nothing that was not committed stays. Try again when the database is less busy.",
    detail: `No answer within ${ms} ms; the line was cut.`,
  });
}

function tooLong(ms: number): AppError {
  return new AppError("connect.session-timeout", "This took longer than we wait, so we hung up.", {
    hint: "Nothing that was not committed stays. Try again when the database is less busy.",
    detail: `The session was open for ${ms} ms; the line was cut.`,
  });
}

function cancelled(): AppError {
  return new AppError("connect.cancelled", "Stopped, as asked for.", { hint: "Nothing that was not committed stays." });
}
