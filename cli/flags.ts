import { type Command, InvalidArgumentError, Option } from "commander";
import { AppError } from "../lib/errors.ts";
import { HAZARD_CODES } from "../lib/plan/hazard-codes.ts";
import { DEFAULT_ROLE } from "../lib/plan/look.ts";
import type { PlanRequest } from "../lib/plan/request.ts";
import { type QualifiedName, qualifiedName, type Scope } from "../lib/plan/scope.ts";
import type { TlsMode } from "../lib/postgres/tls.ts";
import { keyIdFrom } from "../lib/report/key-id.ts";
import type { ConnectionFlags } from "./credentials.ts";

/** The common flags, as they stand after parsing (docs/cli.md). */
export type Flags = {
  json: boolean;
  role: string;
  schema: string[];
  relation: QualifiedName[];
  exclude: QualifiedName[];
  includeSensitive: boolean;
  future: boolean;
  connectionLimit: number;
  statementTimeout: number;
  validUntil: string | null;
  accept: string[];
  adopt: boolean;
  caFile: string | null;
  tls: TlsMode | null;
  timeout: number | null;
  urlStdin: boolean;
  /** Everything is done as this role, of which the login is a member. */
  actAs: string | null;
  /** Names of the options that were written, defaults apart. */
  said: string[];
};

/** Adds the flags that every command takes. */
export function withCommonFlags(command: Command): Command {
  return command
    .option("--role <name>", "the read-only role", notEmpty, DEFAULT_ROLE)
    .option("--schema <name>", "share this schema (repeatable)", collect(notEmpty), [])
    .option("--relation <schema.name>", "share only these relations or columns (repeatable)", collect(qualified), [])
    .option("--exclude <schema.name[.column]>", "leave this out (repeatable)", collect(qualified), [])
    .option("--include-sensitive", "share columns that look like passwords, tokens or keys, too", false)
    .option("--no-future", "do not share tables that are made later")
    .option("--connection-limit <n>", "sessions at a time; -1 is no limit", sessions, 10)
    .option("--statement-timeout <ms>", "longest question; 0 is no limit", whole(0, 86_400_000), 60_000)
    .option("--valid-until <iso>", "the password ends then", instant, null)
    .option("--accept <hazard[:object]>", "say yes to a hazard by its name (repeatable)", collect(hazard), [])
    .option("--adopt", "take over an existing role that was not made by us", false)
    .option("--ca-file <path>", "certificates to trust (PEM)")
    .addOption(new Option("--tls <mode>", "how sure the line must be").choices(TLS_MODES))
    .option("--timeout <ms>", "longest wait for the server", whole(1, 3_600_000))
    .option("--url-stdin", "read the connection string from stdin", false)
    .option("--json", "print exactly one JSON document on stdout", false);
}

/** For commands that end in a verdict; beyond the contract of format version 1. */
export function withReportFlags(command: Command): Command {
  return command
    .option("--report <file>", "write the report there, as JSON", notEmpty)
    .option("--sign-key <file>", "sign it with this key (PEM, Ed25519); made on first use", notEmpty);
}

/** For the check of a report; beyond the contract of format version 1. */
export function withVerifyFlags(command: Command): Command {
  return command
    .option("--key <fingerprint>", "the key that must have signed it", fingerprint, null)
    .option("--json", "print exactly one JSON document on stdout", false);
}

function fingerprint(text: string): string {
  const keyId = keyIdFrom(text);
  if (keyId === null) throw new InvalidArgumentError("");
  return keyId;
}

/** For commands that sign in as an admin; beyond the contract of format version 1. */
export function withAdminFlags(command: Command): Command {
  return command.option("--act-as <role>", "do everything as this role, under SET LOCAL ROLE", notEmpty);
}

const TLS_MODES: readonly TlsMode[] = ["verify-full", "verify-ca", "require", "disable"];

/** The flags of a parsed command. */
export function flagsOf(command: Command): Flags {
  const { caFile = null, tls = null, timeout = null, actAs = null, ...rest } = command.opts();
  const said = Object.keys(command.opts()).filter((name) => command.getOptionValueSource(name) === "cli");
  return { ...rest, caFile, tls, timeout, actAs, said } as Flags;
}

export function connectionOf({ urlStdin, tls, caFile }: Flags): ConnectionFlags {
  return { urlStdin, tls, caFile };
}

export function scopeOf({ schema, relation, exclude, includeSensitive, future }: Flags): Scope {
  return { schemas: schema, relations: relation, exclude, includeSensitive, future };
}

/** Something about the choice was said. */
export function hasScope({ schema, relation, exclude, includeSensitive }: Flags): boolean {
  return schema.length + relation.length + exclude.length > 0 || includeSensitive;
}

/** The request that the plan is made of, as planRequestSchema would have it: without loading zod for every start. */
export function requestOf(flags: Flags, schemas: PlanRequest["schemas"]): PlanRequest {
  const { role, connectionLimit, statementTimeout: statementTimeoutMs, validUntil, accept, adopt } = flags;
  // In the schema's order: the plan's fingerprint is made of it.
  const limits = { connectionLimit, statementTimeoutMs, validUntil };
  const request: PlanRequest = { role, schemas, ...limits, rowRules: "keep", accept, giveBack: {}, adopt };
  return flags.actAs === null ? request : { ...request, actAs: flags.actAs };
}

function collect<T>(read: (text: string) => T): (text: string, before: T[]) => T[] {
  return (text, before) => [...before, read(text)];
}

function notEmpty(text: string): string {
  if (text === "" || text.includes("\0")) throw new InvalidArgumentError("");
  return text;
}

function qualified(text: string): QualifiedName {
  return qualifiedName(text);
}

function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < min || value > max) throw new InvalidArgumentError("");
    return value;
  };
}

/** A day, a time and its zone, as ISO 8601 and planRequestSchema have them. */
const ZONED = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Throws AppError `usage.connection-limit` for 0: the login test could not sign in either. */
function sessions(text: string): number {
  const limit = whole(-1, 10_000)(text);
  if (limit !== 0) return limit;
  throw new AppError("usage.connection-limit", "With no session at all, nobody could sign in as the role.", {
    hint: "Write 1 or more, or -1 for no limit. To shut a login that is there, pause it.",
  });
}

/** A slip in the name would leave the hazard open without a word. Throws AppError `usage.hazard`. */
function hazard(text: string): string {
  const [code] = text.split(":", 1);
  if (HAZARD_CODES.some((known) => known === code)) return text;
  throw new AppError("usage.hazard", "There is no hazard of this name to say yes to.", {
    hint: `plan names those of a database. There are: ${HAZARD_CODES.join(", ")}.`,
  });
}

/** A day alone is its first moment in UTC. Throws AppError `usage.valid-until`. */
function instant(text: string): string {
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const day = ZONED.exec(full)?.[1];
  if (day !== undefined && isDay(day) && Date.parse(full) > Date.now()) return full;
  throw new AppError("usage.valid-until", "The end of the password is not a moment in the future.", {
    hint: "Write it with its zone: 2027-06-30T18:00:00Z, or a day alone.",
  });
}

/** Date takes the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
