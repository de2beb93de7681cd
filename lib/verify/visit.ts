import { setTimeout as delay } from "node:timers/promises";
import { finding } from "../audit/compose.ts";
import type { Finding } from "../audit/finding.ts";
import { AppError } from "../errors.ts";
import type { OtherDatabase } from "../inspect/other-databases.ts";
import { type ClientOptions, type Target, withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { objectRef } from "../statements/statement.ts";
import { auditDatabase } from "./audit-database.ts";
import type { Probe } from "./verification.ts";

/** `entered` and seen whole, `closed` to the role's login, or `unknown`. */
export type Visit = { state: "entered" | "closed" | "unknown"; findings: Finding[]; probe: Probe | null };

export type VisitInput = {
  target: Target;
  role: string;
  database: OtherDatabase;
  client: ClientOptions;
  /** `target` is the role's own login; else somebody's through whose session the role is looked at. */
  ownLogin: boolean;
  onProbe: (probe: Probe) => void;
};

/** How long a server is waited for that is full or has no time: that is no fault of the role. */
const AGAIN_MS = [200, 800];

/** Passing, each with what is said where it does not pass. */
const PASSING = {
  full: "the server has no connection left (53300)",
  slow: "it is a template, so we leave it after a second, and that was not enough (57014)",
  ended: "the server ended our session there (57P01)",
} as const;

/** What a database answers that does not let the role in: rdsadmin, pg_hba.conf, CONNECT, datallowconn; or is gone. */
const CLOSED: readonly string[] = [
  SQLSTATE.invalidAuthorizationSpecification,
  SQLSTATE.insufficientPrivilege,
  SQLSTATE.objectNotInPrerequisiteState,
  SQLSTATE.invalidCatalogName,
];

/** Signs in to one other database, looks at what the role can do there, and leaves at once. Never rejects. */
export async function visit(input: VisitInput): Promise<Visit> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await once(input);
    if (typeof answer !== "string") return answer;
    const wait = AGAIN_MS[attempt];
    if (wait === undefined) return unknown(input, PASSING[answer]);
    await delay(wait);
  }
}

async function once(input: VisitInput): Promise<Visit | keyof typeof PASSING> {
  const { target, role, database, client: options, ownLogin } = input;
  const started = performance.now();
  const session = { open: false };
  try {
    // A session in a template database makes CREATE DATABASE fail (55006), so there the budget is small.
    const statementTimeoutMs = database.template ? 1_000 : 10_000;
    const { result } = await withClient({ ...target, database: database.name }, options, (client) => {
      session.open = true;
      return auditDatabase(client, role, null, { statementTimeoutMs, elsewhere: true });
    });
    const state = result.verdict === "inconclusive" ? "unknown" : "entered";
    const probe = ownLogin ? connectProbe(input, SQLSTATE.successfulCompletion, started) : null;
    return { state, findings: worthSaying(result.findings, database.name), probe };
  } catch (error) {
    const sqlstate = error instanceof AppError ? error.sqlstate : null;
    // As DROP DATABASE … WITH (FORCE) does: whoever comes back is told that it is gone.
    if (sqlstate === SQLSTATE.adminShutdown) return "ended";
    if (session.open && database.template && sqlstate === SQLSTATE.queryCanceled) return "slow";
    if (session.open || sqlstate === null) return unknown(input, reasonOf(error));
    if (sqlstate === SQLSTATE.tooManyConnections) return "full";
    if (!ownLogin || !CLOSED.includes(sqlstate)) return unknown(input, reasonOf(error));
    const probe = connectProbe(input, sqlstate, started);
    return { state: "closed", findings: [closedNotice(database.name, sqlstate)], probe };
  }
}

function unknown({ database }: VisitInput, reason: string): Visit {
  return { state: "unknown", findings: [notLookedAt(database.name, reason)], probe: null };
}

function reasonOf(error: unknown): string {
  return error instanceof AppError ? (error.detail ?? error.message) : "an unexpected fault";
}

function connectProbe({ database, onProbe }: VisitInput, sqlstate: string, started: number): Probe {
  const probe: Probe = {
    action: "connect",
    object: objectRef("database", database.name),
    sql: `\\connect ${ident(database.name)}`,
    expected: SQLSTATE.successfulCompletion,
    sqlstate,
    result: sqlstate === SQLSTATE.successfulCompletion ? "allowed" : "denied",
    message: null,
    durationMs: Math.round(performance.now() - started),
  };
  onProbe(probe);
  return probe;
}

/** Ways to write there and what it opens; what any role may do, and what it cannot read, is of no interest there. */
function worthSaying(findings: readonly Finding[], database: string): Finding[] {
  return findings
    .filter((one) => one.class === "write" || one.class === "exposure" || one.code === "not-looked-at")
    .map((one) => ({
      ...one,
      object: one.object ?? objectRef("database", database, { database }),
      remedy: one.remedy === null ? null : `-- in the database ${JSON.stringify(database)}\n${one.remedy}`,
      closing: null,
    }));
}

function closedNotice(name: string, sqlstate: string): Finding {
  return finding({
    code: "other-database-closed",
    class: "notice",
    object: objectRef("database", name, { database: name }),
    title: `The database ${name} does not let this login in.`,
    detail: `The role holds CONNECT, and signing in to ${name} is refused all the same: ${sqlstate}.`,
    fixableBy: "cannot-be-closed",
  });
}

export function notLookedAt(name: string, reason: string): Finding {
  return finding({
    code: "other-database-unknown",
    class: "notice",
    object: objectRef("database", name, { database: name }),
    title: `We could not look into the database ${name}, which this login may enter.`,
    detail: `The role holds CONNECT on ${name}; what it may do there was not seen: ${reason}.`,
    fixableBy: "public-decision",
  });
}
