import { AppError } from "../errors.ts";
import { relationsByName } from "../inspect/relation-names.ts";
import type { RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import type { PlanSteps } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import type { Sql } from "../postgres/sql.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import {
  ROLE_SAVEPOINT,
  ROLLBACK_TO_ROLE_SAVEPOINT,
  ROLLBACK_TO_SAVEPOINT,
  readNothing,
  SAVEPOINT,
  stepInto,
} from "../statements/session.ts";

const READS = 3;

type Input = { plan: PlanSteps; request: PlanRequest; snapshot: Snapshot };

/**
 * Up to three reads as the role before COMMIT, under SET LOCAL ROLE in a savepoint that is rolled back. Where the
 * admin may not become the role nothing is tried: the real login comes later, with everything else.
 * Throws `change.not-effective` when a covered table is refused to it.
 */
export async function probeInside(client: Client, input: Input): Promise<void> {
  const tables = plainTables(input);
  if (tables.length === 0) return;
  const steps = stepInto(input.request.role, input.snapshot.admin, input.snapshot.server.versionNum);
  // All in one send, since others wait behind our grants meanwhile. Where the step fails, what follows is answered with 25P02.
  const stepped = client.many([ROLE_SAVEPOINT, ...steps]);
  const answers = tables.map((table) => answer(client, readNothing(table)));
  const back = client.query(ROLLBACK_TO_ROLE_SAVEPOINT);
  const [step, tried, returned] = await Promise.allSettled([stepped, Promise.all(answers), back]);
  if (returned.status === "rejected") throw returned.reason;
  if (step.status === "rejected") {
    if (step.reason instanceof QueryError && step.reason.sqlstate === SQLSTATE.insufficientPrivilege) return;
    throw step.reason;
  }
  if (tried.status === "rejected") throw tried.reason;
  const sqlstates = tried.value;
  const refused = tables.find((_, i) => sqlstates[i] === SQLSTATE.insufficientPrivilege);
  if (refused !== undefined) throw notReadable(refused);
}

/**
 * 00000 or the SQLSTATE; a failed try must not spoil the transaction, so each has its own inner savepoint. Sent without
 * waiting in between: others wait behind our grants meanwhile. Rejects only when the line breaks.
 */
async function answer(client: Client, statement: Sql): Promise<string> {
  const [before, tried, after] = await Promise.allSettled([
    client.query(SAVEPOINT),
    client.query(statement),
    client.query(ROLLBACK_TO_SAVEPOINT),
  ]);
  for (const around of [before, after]) if (around.status === "rejected") throw around.reason;
  if (tried.status === "fulfilled") return SQLSTATE.successfulCompletion;
  if (!(tried.reason instanceof QueryError) || tried.reason.sqlstate === null) throw tried.reason;
  return tried.reason.sqlstate;
}

/** Ordinary tables without row rules, readable whole: planning a read of them runs nobody's code. The first few will do. */
function plainTables({ plan, request, snapshot }: Input): RelationFacts[] {
  const open = new Set(plan.coverage.schemas);
  const not = new Set(plan.uncovered.map(({ object }) => keyOf(object)));
  const relationNamed = relationsByName(snapshot);
  const found: RelationFacts[] = [];
  for (const { name: schema, relations } of request.schemas) {
    if (!open.has(schema)) continue;
    for (const { name, columns } of relations) {
      if (found.length === READS) return found;
      const relation = columns === null ? relationNamed(schema, name) : undefined;
      if (relation?.kind === "r" && !relation.rowSecurity && !not.has(keyOf(relation))) found.push(relation);
    }
  }
  return found;
}

function keyOf({ schema, name }: { schema: string | null; name: string }): string {
  return JSON.stringify([schema, name]);
}

function notReadable(table: RelationFacts): AppError {
  return new AppError(
    "change.not-effective",
    "The database took the changes, but Lucien still could not read. We undid all of it.",
    {
      hint: "Look at the plan again; if it happens again, send us the detail.",
      detail: `As the role, SELECT on ${table.schema}.${table.name} is 42501.`,
      sqlstate: "42501",
    },
  );
}
