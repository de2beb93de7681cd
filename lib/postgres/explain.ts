import { isIP } from "node:net";
import { AppError, type ErrorCode } from "../errors.ts";
import { ERROR_TABLE, type ErrorRow } from "./error-table.ts";
import { QueryError } from "./query-error.ts";
import { scrub } from "./scrub.ts";
import { conditionName } from "./sqlstate.ts";
import { CertificateRefusal } from "./tls.ts";
import { UntrustedError } from "./untrusted.ts";

/** What a row may name. Host, login and database may be shown; a password is never part of it. */
export type ExplainContext = {
  host: string;
  port?: number;
  user?: string;
  database?: string;
  /** This app's address as the internet sees it, where its settings say so. */
  ourAddress?: string | null;
  /** Family of the code, by the stage that failed. Default `connect`. */
  family?: "connect" | "refused" | "change";
};

/** What an error says of itself, before words are found for it. */
type Signal = {
  node: string | null;
  sqlstate: string | null;
  text: string;
  routine: string | null;
  ipv6: boolean;
  /** Where the server saw us come from, when it said so. */
  seenAs: string | null;
};

/** A server's text is tried against some fifty patterns: no more of it than any of them could need. */
const MAX_TEXT = 10_000;

/** Signals of QueryErrors, so that a later stage can have them told again in its own family. */
const signals = new WeakMap<QueryError, Signal>();

/**
 * The one way from an error of the driver, Node or the server to an AppError: the first matching row of the table, with
 * its sentence, hint, detail and field. Never throws; the raw message goes nowhere. An AppError comes back as it is,
 * except a QueryError, which is told again with what the context knows.
 */
export function explainError(error: unknown, context: ExplainContext): AppError {
  const family = context.family ?? "connect";
  if (error instanceof QueryError) {
    const signal = signals.get(error);
    return signal === undefined ? error : queryErrorOf(signal, context, error.statementIndex, error.serverMessage);
  }
  if (error instanceof AppError) return error;
  const signal = signalOf(error);
  const told = tell(signal, context);
  if (error instanceof CertificateRefusal) {
    const shown = { kind: "certificate", ...error.certificate } as const;
    return new UntrustedError(`${family}.${told.code}`, told.message, { ...told, shown });
  }
  return new AppError(`${family}.${told.code}`, told.message, told);
}

/** A rejection of Client.query: an AppError that also says routine, server message and which statement it was. */
export function toQueryError(error: unknown, statementIndex: number, secrets: readonly string[] = []): QueryError {
  if (error instanceof AppError) {
    const { code, message, hint, detail, sqlstate, field } = error;
    return new QueryError(code, message, {
      hint,
      detail,
      sqlstate,
      field,
      routine: null,
      serverMessage: null,
      statementIndex,
    });
  }
  const signal = signalOf(error);
  const serverMessage = signal.sqlstate === null ? null : scrub(signal.text, secrets);
  return queryErrorOf(signal, { host: "" }, statementIndex, serverMessage);
}

function queryErrorOf(
  signal: Signal,
  context: ExplainContext,
  statementIndex: number,
  serverMessage: string | null,
): QueryError {
  const told = tell(signal, context);
  const code: ErrorCode = `${context.family ?? "connect"}.${told.code}`;
  const error = new QueryError(code, told.message, { ...told, routine: signal.routine, serverMessage, statementIndex });
  signals.set(error, signal);
  return error;
}

function tell(signal: Signal, context: ExplainContext) {
  const row = ERROR_TABLE.find((candidate) => matches(candidate.when, signal)) ?? FALLBACK;
  return {
    code: row.code,
    message: fill(row.message, context, signal),
    hint: fill(row.hint, context, signal),
    detail: detailOf(row, signal, context),
    sqlstate: signal.sqlstate,
    field: row.field ?? null,
  };
}

const FALLBACK: ErrorRow = {
  code: "unexpected",
  when: {},
  message: "Something unexpected happened.",
  hint: "Try again. If it stays, send the engineer's detail to whoever runs this app.",
  detail: "No row of the table of errors matches.",
};

function matches(when: ErrorRow["when"], signal: Signal): boolean {
  if (when.node !== undefined && (signal.node === null || !when.node.includes(signal.node))) return false;
  if (when.sqlstate !== undefined && (signal.sqlstate === null || !when.sqlstate.includes(signal.sqlstate)))
    return false;
  if (when.text !== undefined && !textMatches(when, when.text, signal)) return false;
  return !when.ipv6 || signal.ipv6;
}

/**
 * A row of text alone is about the driver's or a pooler's words. Of a server's error it must not be fooled by a name: a
 * relation may be called "connection is insecure", and class 42 and 3D messages quote names.
 */
function textMatches(when: ErrorRow["when"], text: RegExp, signal: Signal): boolean {
  if (when.sqlstate === undefined && signal.sqlstate !== null) {
    if (when.source !== "provider" || /^(42|3D|3F)/.test(signal.sqlstate)) return false;
  }
  return text.test(signal.text) || (signal.node !== null && text.test(signal.node));
}

/** Our words, then the codes: closed vocabularies, so nothing of the server's text. */
function detailOf(row: ErrorRow, signal: Signal, context: ExplainContext): string {
  const codes = [
    signal.sqlstate === null
      ? null
      : `SQLSTATE ${[signal.sqlstate, conditionName(signal.sqlstate)].filter(Boolean).join(" ")}`,
    signal.routine,
    signal.node,
  ].filter((part) => part !== null);
  const words = fill(row.detail, context, signal);
  return codes.length === 0 ? words : `${words} [${codes.join(", ")}]`;
}

function fill(text: string, context: ExplainContext, { seenAs }: Signal): string {
  // Most have nothing to fill in, and tries are answered by the thousand.
  if (!text.includes("{")) return text;
  const ours = seenAs ?? context.ourAddress;
  return text
    .replaceAll("{our address}", () => (ours ? `our address, ${ours},` : "our address"))
    .replaceAll("{host}", () => context.host || "the server")
    .replaceAll("{port}", () => String(context.port ?? "that is given"))
    .replaceAll("{user}", () => context.user || "the login")
    .replaceAll("{database}", () => context.database || "that is given");
}

function signalOf(error: unknown): Signal {
  const told = (error instanceof AggregateError ? tellingOne(error) : error) as
    | Record<string, unknown>
    | null
    | undefined;
  const code = typeof told?.code === "string" ? told.code : null;
  const isSqlstate = code !== null && /^[0-9A-Z]{5}$/.test(code) && typeof told?.severity === "string";
  const isNodeCode = code !== null && !isSqlstate && /^[A-Z0-9_]{3,60}$/.test(code);
  return {
    node: isNodeCode ? code : null,
    sqlstate: isSqlstate ? code : null,
    text: typeof told?.message === "string" ? told.message.slice(0, MAX_TEXT) : "",
    routine: typeof told?.routine === "string" && /^\w{1,80}$/.test(told.routine) ? told.routine : null,
    ipv6: typeof told?.address === "string" && told.address.includes(":"),
    seenAs: isSqlstate ? addressSeen(String(told?.message ?? "").slice(0, MAX_TEXT)) : null,
  };
}

/** `for host "203.0.113.7"` of pg_hba.conf's refusals, `IP address 203.0.113.7` of proxies: an address, or nothing. */
function addressSeen(text: string): string | null {
  const found = /\b(?:host|ip|ip address|address)[ :]+"?([0-9a-f.:]{3,45})\b/i.exec(text)?.[1] ?? "";
  return isIP(found) === 0 ? null : found;
}

/** Of several addresses' errors the one that says most: an answer beats silence, silence beats no route. */
function tellingOne(error: AggregateError): unknown {
  const rank = (one: unknown) => {
    const code = (one as { code?: string })?.code ?? "";
    return ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"].indexOf(code);
  };
  const ranked = error.errors.filter((one) => rank(one) >= 0).toSorted((a, b) => rank(a) - rank(b));
  return ranked[0] ?? error.errors[0] ?? error;
}
