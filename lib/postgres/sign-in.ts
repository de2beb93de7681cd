import type { Socket } from "node:net";
import pg from "pg";
import { AppError } from "../errors.ts";
import type { ClientOptions, Target } from "./client.ts";
import { costOfRow } from "./frames.ts";
import { asUnconnected, guardData } from "./guarded-stream.ts";
import { DEFAULT_LIMITS, Meter } from "./limits.ts";
import type { Line } from "./secure.ts";
import { valueTypes } from "./values.ts";

/** The driver's client over our own line, signed in, with what it told at start-up. */
export type Driver = {
  client: pg.Client;
  parameters: Record<string, string>;
  backendPid: number;
  /** Cuts the line; what is under way rejects with `reason`. */
  destroy(reason?: Error): void;
  /** The line alone is no reason to keep this process alive. */
  unref(): void;
  /** Why the line broke, once it did. */
  broken(): unknown;
  meter: Meter;
  /** Taken out of whatever the server says. */
  secrets: readonly string[];
  send(text: string, values: readonly unknown[] | undefined, answer: (error: unknown, result: unknown) => void): void;
  onRow(count: () => void): void;
};

/** The parts of pg that it does not type: its connection emits every message of the protocol. */
type Internals = pg.Client & {
  connection: NodeJS.EventEmitter;
  processID: number | null;
  getStartupConf: () => Record<string, string>;
};

/** What a Postgres server says first to a start-up message. */
const ANSWERS = [
  "authenticationOk",
  "authenticationSASL",
  "authenticationCleartextPassword",
  "authenticationMD5Password",
];

const APPLICATION_NAME = "lucien-readonly";

/**
 * Signs in over the line. The driver gets separate fields and a stream that is already secured; nothing comes from the
 * environment, and the start-up message carries no options (which poolers refuse with 08P01) unless they are given.
 * `onAnswer` is called, once or more, when a Postgres server has answered the start-up message.
 * Rejects with the driver's error, or AppError `connect.weak-sign-in` when the server asks for the password itself.
 */
export async function signIn(
  line: Line,
  target: Target,
  options: ClientOptions,
  { startup, onAnswer }: { startup: string | null; onAnswer: () => void },
): Promise<Driver> {
  const state: { broken: unknown } = { broken: null };
  const destroy = (reason?: Error) => {
    if (reason) state.broken ??= reason;
    line.stream.destroy(reason);
  };
  const meter = new Meter({ ...DEFAULT_LIMITS, ...options.limits }, destroy);
  const stream = guardData(asUnconnected(line.stream), meter, destroy);
  const client = newClient(stream, target, options) as Internals;
  const parameters: Record<string, string> = {};
  client.on("error", (error) => {
    state.broken ??= error;
  });
  client.connection.on("parameterStatus", (message: { parameterName: string; parameterValue: string }) => {
    if (Object.keys(parameters).length < 100) parameters[message.parameterName] = message.parameterValue;
  });
  client.connection.prependListener("dataRow", ({ fields }: { fields: unknown[] }) => {
    const reason = meter.add(costOfRow(fields.length));
    if (reason) destroy(reason);
  });
  for (const event of ANSWERS) client.connection.prependListener(event, onAnswer);
  // What the driver cannot read comes as an error, too, but without a SQLSTATE.
  client.connection.prependListener("errorMessage", ({ code }: { code?: string }) => code && onAnswer());
  refuseWeakSignIn(client, line, destroy);
  refuseUnprovenServer(client, destroy);
  client.getStartupConf = () => ({
    user: target.user,
    database: target.database,
    application_name: options.applicationName ?? APPLICATION_NAME,
    ...(startup === null ? {} : { options: startup }),
  });
  try {
    await client.connect();
  } catch (error) {
    destroy();
    throw state.broken instanceof AppError ? state.broken : error;
  }
  meter.signedIn();
  const together = inOneGo(stream);
  return {
    client,
    parameters,
    backendPid: client.processID ?? 0,
    destroy,
    // A tunnel's channel has no such thing: it ends with its own connection.
    unref: () => void stream.unref?.(),
    broken: () => state.broken,
    meter,
    secrets: [target.password.reveal()],
    send(text, values, answer) {
      together();
      client.query(text, values as unknown[], answer);
    },
    onRow: (count) => client.connection.on("dataRow", count),
  };
}

/** What is sent without waiting in between leaves together: tries are thousands, and each would be a packet. */
function inOneGo(stream: Socket): () => void {
  let held = false;
  return () => {
    if (held) return;
    held = true;
    stream.cork();
    process.nextTick(() => {
      held = false;
      stream.uncork();
    });
  };
}

function newClient(stream: Socket, target: Target, options: ClientOptions): pg.Client {
  return new pg.Client({
    host: target.host,
    port: target.port,
    user: target.user,
    database: target.database,
    // A function, since an empty string would make the driver look into PGPASSWORD and ~/.pgpass.
    password: () => target.password.reveal(),
    ssl: false,
    sslnegotiation: "postgres",
    application_name: options.applicationName ?? APPLICATION_NAME,
    pipeline: true,
    stream: () => stream,
    types: valueTypes,
  } as pg.ClientConfig);
}

/**
 * RFC 5802, section 5: a server that asks for SCRAM has to prove that it knows the verifier. The driver checks the proof
 * if it comes; one that says "welcome" without any may be anybody.
 */
function refuseUnprovenServer(client: Internals, destroy: (reason: Error) => void): void {
  let owed = false;
  client.connection.on("authenticationSASL", () => {
    owed = true;
  });
  client.connection.on("authenticationSASLFinal", () => {
    owed = false;
  });
  for (const event of ["authenticationOk", "readyForQuery"]) {
    client.connection.prependListener(event, () => owed && destroy(unproven()));
  }
}

function unproven(): AppError {
  return new AppError(
    "connect.server-not-genuine",
    "The server could not prove that it knows your password's fingerprint, so we hung up.",
    {
      hint: "Somebody may be in between. Check the address, and use a certificate.",
      detail: "SCRAM: AuthenticationOk came without the server's signature.",
      field: "host",
    },
  );
}

/**
 * A password in clear, or as MD5 (which can be replayed and guessed offline), goes only to a server whose certificate
 * was checked. Ours are the first listeners, so the driver finds a dead stream and sends nothing.
 */
function refuseWeakSignIn(client: Internals, line: Line, destroy: (reason: Error) => void): void {
  if (line.reached === "verify-full" || line.reached === "verify-ca") return;
  for (const [event, method] of [
    ["authenticationCleartextPassword", "in clear text (AuthenticationCleartextPassword)"],
    ["authenticationMD5Password", "as an MD5 hash (AuthenticationMD5Password)"],
  ] as const) {
    client.connection.on(event, () =>
      destroy(
        new AppError("connect.weak-sign-in", "The server asked for the password itself, so we sent none.", {
          hint: "Use an encrypted line with a certificate that can be checked, or let the server use scram-sha-256.",
          detail: `The server asks for the password ${method}; the line's TLS mode is ${line.reached}.`,
          field: "tls",
        }),
      ),
    );
  }
}
