import { setTimeout as delay } from "node:timers/promises";
import type { Finding } from "../audit/finding.ts";
import type { OtherDatabase } from "../inspect/other-databases.ts";
import type { ClientOptions, Target } from "../postgres/client.ts";
import type { Probe } from "./verification.ts";
import { notLookedAt, type Visit, visit } from "./visit.ts";

export type OtherDatabasesOptions = {
  client: ClientOptions;
  /** `target` is the role's own login; else somebody's through whose session the role is looked at. */
  ownLogin: boolean;
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

/**
 * What the role can do in the other databases that it may enter, over its own login there. Two sessions at a time,
 * never over half of its connection limit; never two of them in templates, since a session in template1 makes CREATE
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
  const visits = await inLanes(chosen, atOnce, (database) => visit({ target, role, database, ...options }));
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

/**
 * A server near by has answered one visit by then, and its cores are busy with what we wait for; far away the waiting is
 * what takes time, and it is done at once.
 */
const HEAD_START_MS = 60;

/** One lane takes the templates, so that they come one after the other, and what is left; the others take the rest. */
async function inLanes(
  databases: readonly OtherDatabase[],
  lanes: number,
  enter: (database: OtherDatabase) => Promise<Visit>,
): Promise<Visit[]> {
  const templates = databases.filter((d) => d.template);
  const others = databases.filter((d) => !d.template);
  const visits = new Map<OtherDatabase, Visit>();
  async function run(next: () => OtherDatabase | undefined): Promise<void> {
    for (let database = next(); database !== undefined; database = next()) visits.set(database, await enter(database));
  }
  const first = run(() => templates.shift() ?? others.shift());
  const more = async () => {
    await Promise.race([first, delay(HEAD_START_MS, undefined, { ref: false })]);
    await run(() => others.shift());
  };
  await Promise.all([first, ...Array.from({ length: lanes - 1 }, more)]);
  return databases.flatMap((database) => visits.get(database) ?? []);
}

function loginTriggerNotice({ name }: OtherDatabase): Finding {
  return notLookedAt(name, "signing in there runs a login event trigger, so we do it only when asked to");
}
