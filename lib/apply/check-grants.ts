import { AppError } from "../errors.ts";
import { OWN_WRITES, UNREADABLE } from "../inspect/queries/granted.sql.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client } from "../postgres/client.ts";

type Unreadable = { what: "relation" | "schema" | "database"; schema: string | null; name: string | null };
type OwnWrite = { schema: string; name: string | null; privilege: string };

/**
 * Asks the server, inside the transaction, whether the role can now read what the plan says it can, and holds nothing
 * beyond reading itself. Gives the sentence that says so. Throws `change.not-effective` or `change.opened-a-way`.
 */
export async function checkGrants(client: Client, input: { plan: Plan; request: PlanRequest }): Promise<string> {
  const { plan, request } = input;
  const relations = request.schemas.flatMap((s) => s.relations.map((r) => ({ schema: s.name, ...r })));
  const whole = relations.filter((r) => r.columns === null);
  const byColumn = relations.filter((r) => r.columns !== null);
  const asked = [
    request.role,
    whole.map((r) => r.schema),
    whole.map((r) => r.name),
    JSON.stringify(byColumn),
    request.schemas.map((s) => s.name),
  ];
  const [unreadable, writes] = await client.many([
    { statement: UNREADABLE, values: asked },
    { statement: OWN_WRITES, values: [request.role] },
  ]);
  const surprising = ((unreadable?.rows ?? []) as Unreadable[]).filter((row) => !expected(row, plan));
  if (surprising.length > 0) throw notEffective(surprising);
  const beyond = ((writes?.rows ?? []) as OwnWrite[]).filter((w) => !isUncovered(plan, w.schema, w.name));
  if (beyond.length > 0) throw openedAWay(beyond);
  const { coverage } = plan;
  return `Asked again before the end: Lucien can read ${coverage.whole + coverage.part} of ${relations.length} tables, as planned.`;
}

/** The plan has said before that this will not be readable. */
function expected(row: Unreadable, plan: Plan): boolean {
  if (row.what === "database") return false;
  return isUncovered(plan, row.schema ?? "", row.what === "schema" ? null : row.name);
}

function isUncovered(plan: Plan, schema: string, name: string | null): boolean {
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
  const shown = rows.slice(0, 20).map((r) => `${r.what} ${[r.schema, r.name].filter((p) => p !== null).join(".")}`);
  return rows.length > 20 ? `${shown.join(", ")} and ${rows.length - 20} more` : shown.join(", ");
}
