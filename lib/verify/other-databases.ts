import { setTimeout as delay } from "node:timers/promises";
import { finding } from "../audit/compose.ts";
import type { Finding } from "../audit/finding.ts";
import { AppError } from "../errors.ts";
import type { OtherDatabase } from "../inspect/other-databases.ts";
import { type ClientOptions, type Target, withClient } from "../postgres/client.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { objectRef } from "../statements/statement.ts";
import { auditDatabase } from "./audit-database.ts";
import type { Probe } from "./verification.ts";

export type OtherDatabasesOptions = {
  client: ClientOptions;
  /** Names that the provider keeps for itself: not tried. */
  internal: readonly string[];
  /** The role's CONNECTION LIMIT; -1 is none. Lucien may be using it at the same time. */
  connectionLimit: number;
  /** How many are looked at; the rest is named. */
  most: number;
  /** Sign in where that runs an event trigger, too. */
  enterLoginTriggers: boolean;
  onProbe: (probe: Probe) => void;
};

export type OtherDatabasesReport = {
  findings: Finding[];
  probes: Probe[];
  /** Looked at. */
  entered: number;
  /** Refused the login: nothing can be done there. */
  closed: number;
  /** Could not be looked at, so nobody knows. */
  unknown: number;
};

export const MOST_DATABASES = 20;

type Visit = { state: "entered" | "closed" | "unknown"; findings: Finding[]; probe: Probe | null };

/**
 * What the role can do in the other databases that it may enter, over its own login there. Two sessions at a time,
 * never over half of its connection limit; templates last and one at a time, since a session in template1 makes CREATE
 * DATABASE fail. Never rejects: what goes wrong is a notice.
 */
export async function lookIntoOtherDatabases(
  target: Target,
  role: string,
  databases: readonly OtherDatabase[],
  options: OtherDatabasesOptions,
): Promise<OtherDatabasesReport> {
  const open = databases.filter((d) => d.connectable && !options.internal.includes(d.name));
  const wanted = open.filter((d) => options.enterLoginTriggers || !d.loginTrigger);
  const chosen = wanted.slice(0, options.most);
  const atOnce = options.connectionLimit < 0 ? 2 : Math.min(2, Math.max(1, Math.floor(options.connectionLimit / 2)));
  const visit = (database: OtherDatabase) => look(target, role, database, options);
  const visits = [
    ...(await inTurn(
      chosen.filter((d) => !d.template),
      atOnce,
      visit,
    )),
    ...(await inTurn(
      chosen.filter((d) => d.template),
      1,
      visit,
    )),
  ];
  const notVisited = [
    ...open.filter((d) => !wanted.includes(d)).map(loginTriggerNotice),
    ...wanted.slice(options.most).map((d) => notLookedAt(d.name, `only ${options.most} databases were looked at`)),
  ];
  const count = (state: Visit["state"]) => visits.filter((one) => one.state === state).length;
  return {
    findings: [...visits.flatMap((one) => one.findings), ...notVisited],
    probes: visits.flatMap((one) => one.probe ?? []),
    entered: count("entered"),
    closed: count("closed") + databases.length - open.length,
    unknown: count("unknown") + notVisited.length,
  };
}

async function inTurn<T, R>(list: readonly T[], atOnce: number, work: (entry: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  async function worker(): Promise<void> {
    for (let mine = next++; mine < list.length; mine = next++) answers[mine] = await work(list[mine] as T);
  }
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}

const FULL_WAITS_MS = [200, 800];
const CLOSED: readonly string[] = [
  SQLSTATE.invalidAuthorizationSpecification,
  SQLSTATE.insufficientPrivilege,
  SQLSTATE.objectNotInPrerequisiteState,
];

async function look(
  target: Target,
  role: string,
  database: OtherDatabase,
  options: OtherDatabasesOptions,
): Promise<Visit> {
  const budget = database.template ? { statementTimeoutMs: 1_000 } : { statementTimeoutMs: 10_000 };
  const started = performance.now();
  const probeOf = (sqlstate: string, message: string | null): Probe => {
    const result = sqlstate === SQLSTATE.successfulCompletion ? "allowed" : "denied";
    const durationMs = Math.round(performance.now() - started);
    const object = objectRef("database", database.name);
    const probe: Probe = {
      action: "connect",
      object,
      sql: `\\connect ${database.name}`,
      expected: "00000",
      sqlstate,
      result,
      message,
      durationMs,
    };
    options.onProbe(probe);
    return probe;
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { result } = await withClient({ ...target, database: database.name }, options.client, (client) =>
        auditDatabase(client, role, null, { ...budget, elsewhere: true }),
      );
      const findings = worthSaying(result.findings, database.name);
      const state = result.verdict === "inconclusive" ? "unknown" : "entered";
      return { state, findings, probe: probeOf(SQLSTATE.successfulCompletion, null) };
    } catch (error) {
      const sqlstate = error instanceof AppError ? error.sqlstate : null;
      const wait = FULL_WAITS_MS[attempt];
      if (sqlstate === SQLSTATE.tooManyConnections && wait !== undefined) await delay(wait);
      else if (sqlstate !== null && CLOSED.includes(sqlstate))
        return { state: "closed", findings: [closedNotice(database.name, sqlstate)], probe: probeOf(sqlstate, null) };
      else return { state: "unknown", findings: [notLookedAt(database.name, reasonOf(error))], probe: null };
    }
  }
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

function reasonOf(error: unknown): string {
  return error instanceof AppError ? (error.detail ?? error.message) : "an unexpected fault";
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

function loginTriggerNotice({ name }: OtherDatabase): Finding {
  return notLookedAt(name, "signing in there runs a login event trigger, so we do it only when asked to");
}
