import { AppError } from "../errors.ts";
import { OWN_WRITES, UNREADABLE } from "../inspect/queries/granted.sql.ts";
import { relationsByName } from "../inspect/relation-names.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { PlanSteps } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client, Row } from "../postgres/client.ts";
import { arrayLiteral } from "../postgres/values.ts";
import { WorldMoved } from "./world-moved.ts";

type Unreadable = { what: "relation" | "moved" | "schema" | "database"; schema: string | null; name: string | null };
type OwnWrite = { schema: string; name: string | null; privilege: string };
type Input = { plan: PlanSteps; request: PlanRequest; snapshot: Snapshot };
/** What `questionOf` made. */
export type Question = readonly unknown[];

/**
 * Asks the server, inside the transaction, whether the role can now read what the plan says it can, whether that is still
 * what was looked at, and whether it holds nothing beyond reading itself. Gives the sentence that says so. Throws
 * `refused.world-moved`, `change.not-effective` or `change.opened-a-way`.
 */
export async function checkGrants(
  client: Client,
  { plan, request }: Omit<Input, "snapshot">,
  question: Question,
): Promise<string> {
  const [unreadable, writes] = await client.many([
    { statement: UNREADABLE, values: question },
    { statement: OWN_WRITES, values: [request.role] },
  ]);
  const surprising = surprises(unreadable?.rows, plan);
  refuseMoved(surprising);
  if (surprising.length > 0) throw notEffective(surprising);
  const beyond = ((writes?.rows ?? []) as OwnWrite[]).filter((w) => !isUncovered(plan, w.schema, w.name));
  if (beyond.length > 0) throw openedAWay(beyond);
  const { coverage } = plan;
  const asked = request.schemas.reduce((n, s) => n + s.relations.length, 0);
  return `Asked again before the end: Lucien can read ${coverage.whole + coverage.part} of ${asked} tables, as planned.`;
}

/**
 * GRANT takes names: that they still stand for what was looked at, asked while its row locks keep it so. In parts this
 * is asked before each COMMIT, the rest at the end. Throws `refused.world-moved`.
 */
export async function checkIdentity(client: Client, { plan }: Pick<Input, "plan">, question: Question): Promise<void> {
  const { rows } = await client.query(UNREADABLE, question);
  refuseMoved(surprises(rows, plan));
}

/**
 * By OID: a name may stand for another relation by now. What was asked for and is not there is in the plan already. For
 * a large database it takes a while to put together: to be done while nobody waits behind our grants, or they are on
 * their way.
 */
export function questionOf({ request, snapshot }: Omit<Input, "plan">): Question {
  const relationNamed = relationsByName(snapshot);
  const relations = request.schemas.flatMap(({ name: schema, relations }) =>
    relations.flatMap(({ name, columns }) => {
      const oid = relationNamed(schema, name)?.oid;
      return oid === undefined ? [] : [{ oid, schema, name, columns }];
    }),
  );
  const whole = relations.filter((r) => r.columns === null);
  return [
    request.role,
    arrayLiteral(whole.map((r) => r.oid)),
    arrayLiteral(whole.map((r) => r.schema)),
    arrayLiteral(whole.map((r) => r.name)),
    JSON.stringify(relations.filter((r) => r.columns !== null)),
    request.schemas.map((s) => s.name),
  ];
}

function surprises(rows: readonly Row[] = [], plan: PlanSteps): Unreadable[] {
  return (rows as Unreadable[]).filter((row) => !expected(row, plan));
}

function refuseMoved(rows: readonly Unreadable[]): void {
  const moved = rows.filter((row) => row.what === "moved");
  if (moved.length > 0) throw new WorldMoved(`Dropped, renamed or made anew meanwhile: ${named(moved)}`);
}

/** The plan has said before that this will not be readable. */
function expected(row: Unreadable, plan: PlanSteps): boolean {
  if (row.what === "database") return false;
  return isUncovered(plan, row.schema ?? "", row.what === "schema" ? null : row.name);
}

function isUncovered(plan: PlanSteps, schema: string, name: string | null): boolean {
  return plan.uncovered.some(({ object }) =>
    name === null
      ? object.type === "schema" && object.name === schema
      : object.schema === schema && object.name === name,
  );
}

function notEffective(rows: readonly Unreadable[]): AppError {
  return new AppError(
    "change.not-effective",
    "The database took the changes, but some did not take effect. We undid all of it.",
    {
      hint: "Look at the plan again; if it happens again, send us the detail.",
      detail: `Not readable after GRANT: ${named(rows)}`,
    },
  );
}

function openedAWay(rows: readonly OwnWrite[]): AppError {
  return new AppError("change.opened-a-way", "The login would have been able to write. We undid all of it.", {
    hint: "An event trigger or default of this database may grant more than we do. Ask whoever runs it.",
    detail: `Held by the role itself: ${rows
      .map((r) => `${r.privilege} on ${r.schema}.${r.name ?? "*"}`)
      .slice(0, 20)
      .join(", ")}`,
  });
}

function named(rows: readonly Unreadable[]): string {
  const shown = rows
    .slice(0, 20)
    .map(
      (r) => `${r.what === "moved" ? "relation" : r.what} ${[r.schema, r.name].filter((p) => p !== null).join(".")}`,
    );
  return rows.length > 20 ? `${shown.join(", ")} and ${rows.length - 20} more` : shown.join(", ");
}
