import { inspectProbing, type ProbingOthers } from "../inspect/probing.ts";
import type { Client } from "../postgres/client.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { type Becoming, READ_WRITE_SESSION } from "../statements/probe-statements.ts";
import type { Probe, RelationRights } from "../verify/verification.ts";
import { otherTries } from "./other-tries.ts";
import { selectRelations } from "./select-relations.ts";
import { type Ground, type NotTried, notTried, tableTries } from "./table-tries.ts";
import { type Try, tryAll } from "./try.ts";

export type ProbeOptions = {
  role: string;
  database: string;
  /** The session is the role's own login; else each transaction becomes the role first. */
  ownSession: boolean;
  /** For all tries together. */
  budgetMs?: number;
  most?: number;
  /** Before the first try: how many there are. */
  onPlanned?: (tries: number) => void;
  /** As tries are sent: the first of them, and how many were sent before. */
  onAsking?: (sql: string, asked: number) => void;
  onProbe?: (probe: Probe) => void;
};

export type ProbeReport = {
  probes: Probe[];
  /** Relations of which at least one thing was tried. */
  probed: number;
  notTried: NotTried[];
};

const BUDGET_MS = 15_000;
const LOCK_TIMEOUT_MS = 200;
const STATEMENT_TIMEOUT_MS = 2_000;

/**
 * Tries as the role what the catalog says it may and may not do. Nothing stays: every transaction is rolled back, what
 * the catalog grants is not tried, and where planning could run somebody's code nothing is.
 */
export async function probe(
  client: Client,
  rights: readonly RelationRights[],
  options: ProbeOptions,
): Promise<ProbeReport> {
  const chosen = selectRelations(rights, options.most);
  const schemas = [...new Set(["public", ...rights.filter((r) => r.meant).map((r) => r.schema)])];
  const { relations, others } = await inspectProbing(client, options.role, chosen, schemas);
  const ground: Ground = {
    writable: others !== null && !others.superuser && !others.inRecovery,
    triggered: (others?.commandTriggers ?? []).length > 0,
  };
  const byName = new Map(chosen.map((r) => [keyOf(r), r]));
  const tries = relations.flatMap((relation) => {
    const has = byName.get(keyOf(relation));
    return has ? tableTries(has, relation, ground) : [];
  });
  const beside = others ? otherTries(others, options.database, ground, options.ownSession) : [];
  const all = [...beside, ...tries];
  options.onPlanned?.(all.length);
  const { probes, late } = await run(client, all, options, becomingOf(options, others));
  const relationKeys = new Set(relations.map(keyOf));
  const tried = probes.map(({ object }) => (object === null ? "" : keyOf(object)));
  return {
    probes,
    probed: new Set(tried.filter((key) => relationKeys.has(key))).size,
    notTried: [...relations.flatMap((relation) => notTried(relation, ground) ?? []), ...late],
  };
}

async function run(
  client: Client,
  tries: Try[],
  { budgetMs = BUDGET_MS, onProbe, onAsking }: ProbeOptions,
  becoming: Becoming | null,
): Promise<{ probes: Probe[]; late: NotTried[] }> {
  // Behind a pooler the session belongs to others too; there each transaction says READ WRITE, which is enough.
  const opened = client.info.pooled ? null : client.query(READ_WRITE_SESSION);
  // Not waited for: the tries come behind it. Where it fails that is told, and what they were answered is not.
  opened?.catch(() => undefined);
  const probes: Probe[] = [];
  const budget = {
    deadline: performance.now() + budgetMs,
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    becoming,
  };
  const take = (one: Probe) => {
    if (isByNature(one)) return;
    probes.push(one);
    onProbe?.(one);
  };
  const { late, blocked } = await tryAll(client, tries, budget, take, onAsking);
  await opened;
  return { probes, late: [...leftOut(late, "time"), ...leftOut(blocked, "session")] };
}

/**
 * A creator on 16+ holds ADMIN without SET: it lets itself in within each transaction, and the rollback ends that. Who
 * may not do that either is refused when the transaction opens, and nothing is tried.
 */
function becomingOf({ role, ownSession }: ProbeOptions, others: ProbingOthers | null): Becoming | null {
  if (ownSession) return null;
  if (others === null || others.session.mayBecome) return { role, join: null };
  const { name: admin, versionNum } = others.session;
  return { role, join: { admin, versionNum } };
}

function leftOut(tries: readonly Try[], reason: NotTried["reason"]): NotTried[] {
  const named = tries.flatMap(({ object }) => (object?.schema ? [{ schema: object.schema, name: object.name }] : []));
  return [...new Map(named.map((each) => [keyOf(each), { ...each, reason }])).values()];
}

/**
 * A view that nobody can write says 55000 before it asks for a right, and 428C9 where the column is an identity below
 * it: no answer about the right, so it is left to the catalog.
 */
function isByNature({ object, sqlstate, action }: Probe): boolean {
  const before: string[] = [SQLSTATE.objectNotInPrerequisiteState, SQLSTATE.generatedAlways];
  return object?.type === "view" && before.includes(sqlstate) && action !== "select";
}

function keyOf({ schema, name }: { schema: string | null; name: string }): string {
  return JSON.stringify([schema, name]);
}
