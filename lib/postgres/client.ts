import type { Secret } from "../secret.ts";
import type { DialPolicy } from "./addresses.ts";
import { connect } from "./connect.ts";
import type { Limits } from "./limits.ts";
import type { Sql } from "./sql.ts";
import type { SshServer } from "./ssh.ts";
import type { CertificateFacts, ClientCertificate, TlsMode } from "./tls.ts";

/** Where to connect and as whom; every field given, nothing taken from the environment. */
export type Target = {
  host: string;
  port: number;
  database: string;
  user: string;
  password: Secret;
  /** null: verify-full where the server offers TLS; without TLS only to local addresses. */
  tls: TlsMode | null;
  caPem: string | null;
  /** For servers that ask for one. */
  clientCertificate?: ClientCertificate | null;
  /** Through this server; `host` and `port` are then as it sees them, and it looks them up. */
  ssh?: SshServer | null;
};

export type Notice = { severity: string; sqlstate: string; message: string; routine: string | null };

export type Result<Row> = { rows: Row[]; rowCount: number | null; command: string; notices: Notice[] };

export type Row = Record<string, unknown>;

export type Request = { statement: Sql; values?: readonly unknown[] };

/** One session. Every rejection is a QueryError. */
export type Client = {
  /** withTransaction begins by SET LOCAL ROLE to this one (acting-as.ts). */
  readonly actAs?: string;
  /** Sends one statement (several, split by `;`, when there are no values: then the last one's rows come back). */
  query<R = Row>(statement: Sql, values?: readonly unknown[]): Promise<Result<R>>;
  /**
   * Sends all without waiting in between and gives the answers in order. Outside a transaction those after a failed one
   * run all the same. Rejects with the first failure (its `statementIndex` says which) once all were answered.
   */
  many(requests: readonly (Sql | Request)[], onAnswer?: OnAnswer): Promise<Result<Row>[]>;
  readonly info: ConnectionInfo;
  /** Ends the session; never rejects, never waits longer than a second, or not at all. withClient does it by itself. */
  end(): Promise<void>;
};

export type OnAnswer = (index: number, durationMs: number) => void;

export type ConnectionInfo = {
  /** The address that was dialled, and checked. */
  address: string;
  port: number;
  /** What the line reached: verify-full, or less because it was asked for or because of `warnings`. */
  tls: TlsMode;
  certificate: CertificateFacts | null;
  /** version(), whole. */
  serverVersion: string;
  serverVersionNum: number;
  /** What the server reported at start-up (ParameterStatus), `crdb_version` included. */
  parameters: Readonly<Record<string, string>>;
  backendPid: number;
  /** A pooler or proxy answers: the session's settings were not made, only withTransaction's hold. */
  pooled: boolean;
  /** Sentences for people: what was agreed to that is less than best. */
  warnings: string[];
};

export type ConnectStep = "find" | "reach" | "secure" | "sign-in";

export type ClientOptions = {
  /** For everything up to being signed in, waking included. Default 20 s: databases that sleep take that long. */
  timeoutMs?: number;
  /** For each answer. On expiry the line is cut. Default 120 s. */
  readTimeoutMs?: number;
  /** For the whole session. On expiry the line is cut. Default 15 min. */
  sessionTimeoutMs?: number;
  /** What this app's own address looks like from outside, where that is known: to be named where it must be let in. */
  ourAddress?: string | null;
  signal?: AbortSignal;
  dial?: DialPolicy;
  applicationName?: string;
  /** Asked when it ends; default true: it has ended on the server, too, when withClient gives back what `work` gave. */
  waitForGoodbye?: () => boolean;
  onStep?: OnStep;
  limits?: Partial<Limits>;
};

/** Called as each step starts and when it has passed; a step that fails is the one that started last. */
export type OnStep = (event: StepEvent) => void;
export type StepEvent =
  | { step: ConnectStep; state: "running"; waking?: boolean }
  | { step: ConnectStep; state: "passed"; sentence: string; durationMs: number };

/**
 * Connects, hands the session to `work`, ends it whatever happens, and gives back what `work` gave. What `work` throws
 * comes out as it is; failures to connect are AppErrors of the table in error-table.ts.
 */
export async function withClient<T>(
  target: Target,
  options: ClientOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await connect(target, options);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
