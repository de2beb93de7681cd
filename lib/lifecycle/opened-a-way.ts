import type { Applied } from "../apply/apply.ts";
import type { Finding } from "../audit/finding.ts";
import { AppError } from "../errors.ts";
import type { Client } from "../postgres/client.ts";
import { explainError } from "../postgres/explain.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { withTransaction } from "../postgres/transaction.ts";
import type { Verification } from "../verify/verification.ts";
import { RunError } from "./run-error.ts";

const BUDGETS = { lockTimeoutMs: 2_000, statementTimeoutMs: 30_000, idleTimeoutMs: 10_000 };

type Judged = Verification["findings"][number];

/**
 * The ways to write that a login made in this run has and no login had before: only our own grants can have opened
 * them (a view whose body calls a writer, a schema that hid one). What PUBLIC could do already is not ours, and other
 * databases were not touched.
 */
export function waysOpened(found: readonly Judged[], before: readonly Finding[]): Judged[] {
  const known = new Set(before.filter((one) => one.class === "write").map(keyOf));
  return found.filter((one) => one.class === "write" && !one.object?.database && !known.has(keyOf(one)));
}

/**
 * Takes the whole run back and throws `change.opened-a-way` where the proof of a new login found such a way. Nobody
 * has signed in as it but us: its password is still the temporary one.
 */
export async function refuseOpenedWays(client: Client, applied: Applied, verification: Verification): Promise<void> {
  const opened = waysOpened(verification.findings, applied.findings);
  if (applied.plan.outcome !== "create" || opened.length === 0) return;
  await takeBack(client, applied, openedAWay(opened), "The login can write");
}

/**
 * The same where the new login may not even read the catalog (42501): what it can do will never be known, however often
 * that is tried. Any other failure is thrown on: the next run takes up the login where this one stopped.
 */
export async function refuseUnknowable(client: Client, applied: Applied, error: unknown): Promise<never> {
  const blind = error instanceof AppError && error.sqlstate === SQLSTATE.insufficientPrivilege;
  if (applied.plan.outcome !== "create" || !blind) throw error;
  const problem = new AppError(
    "change.not-provable",
    "The new login may not look at the catalog, so we took it back.",
    {
      hint: "Somebody took from PUBLIC what every login has by default, such as USAGE on pg_catalog. Have it given back first.",
      detail: error.detail,
      sqlstate: error.sqlstate,
      cause: error,
    },
  );
  return takeBack(client, applied, problem, "What the login can do is not known");
}

/** Runs the undo; throws `problem`, with what stands now. Nobody but us has signed in as the login. */
async function takeBack(client: Client, applied: Applied, problem: AppError, trouble: string): Promise<never> {
  try {
    await withTransaction(client, BUDGETS, () => client.many(applied.plan.undo.map((s) => s.sql)));
  } catch (cause) {
    const { detail, sqlstate } = explainError(cause, { host: "", family: "change" });
    const left = `${problem.detail}\nTaking it back failed: ${detail ?? sqlstate ?? "no answer"}`;
    throw new RunError(
      new AppError(problem.code, `${trouble}, and taking it back failed. Nobody can sign in as it.`, {
        hint: "Run the undo script, or drop the login by hand.",
        detail: left,
        sqlstate,
        cause,
      }),
      "role-without-password",
    );
  }
  throw new RunError(problem, "nothing");
}

function openedAWay(opened: readonly Judged[]): AppError {
  const [first] = opened as [Judged];
  const more = opened.length > 1 ? ` (and ${opened.length - 1} more)` : "";
  return new AppError(
    "change.opened-a-way",
    "What you chose would itself have let the login write, so we took all of it back.",
    {
      hint: `Leave it out, or have its owner close it first${more}: ${first.title}`,
      detail: opened
        .slice(0, 20)
        .map((one) => `${one.code}: ${one.detail}${one.remedy === null ? "" : `\n${one.remedy}`}`)
        .join("\n"),
    },
  );
}

function keyOf({ code, object, privilege }: Pick<Finding, "code" | "object" | "privilege">): string {
  return JSON.stringify([code, object, privilege]);
}
