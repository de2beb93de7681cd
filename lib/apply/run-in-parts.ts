import { AppError } from "../errors.ts";
import type { Uncovered } from "../plan/plan.ts";
import type { Client } from "../postgres/client.ts";
import { explainError } from "../postgres/explain.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { LOCK_IN_TRANSACTION } from "../statements/session.ts";
import type { Statement } from "../statements/statement.ts";
import { checkGrants, checkIdentity, type Question, questionOf } from "./check-grants.ts";
import { withRetries } from "./retry.ts";
import { budgetsOf, type Ran, type RunInput, sendAll } from "./run-statements.ts";

/** What must stand in one transaction: the login with its guards, or one statement between its brackets. */
type Unit = { from: number; statements: Statement[] };

/**
 * The plan's statements in one transaction after the other, each ended before it holds others up. What GRANT says is
 * heeded in each; the whole is checked in the last. A later part that fails leaves the earlier ones, and the error says
 * so: the next run goes on from there, since a plan is always what is missing.
 */
export async function runInParts(client: Client, input: RunInput): Promise<Ran> {
  const units = unitsOf(input.plan.statements);
  const skipped = new Map<number, Uncovered>();
  const startedAt = performance.now();
  const question = questionOf(input);
  await input.beside();
  for (let done = 0, part = 1; done < units.length; part++) {
    const run = () => onePart(client, input, units, done, question);
    const ended = await (part === 1 ? run() : withRetries(run)).catch((error) => {
      throw part === 1 ? error : partlyDone(error, input, done, units.length);
    });
    for (const [index, left] of ended.skipped) skipped.set(index, left);
    done = ended.done;
    input.onEvent({ type: "apply.part", part, done, of: units.length });
  }
  input.onEvent({ type: "apply.committed", durationMs: Math.round(performance.now() - startedAt) });
  return { skipped };
}

async function onePart(client: Client, input: RunInput, units: readonly Unit[], from: number, question: Question) {
  return withTransaction(client, budgetsOf(input), async () => {
    if (client.info.pooled) await client.query(LOCK_IN_TRANSACTION);
    const skipped = new Map<number, Uncovered>();
    const since = performance.now();
    let done = from;
    while (done < units.length && (done === from || performance.now() - since < input.partMs)) {
      const unit = units[done] as Unit;
      for (const [index, left] of await sendAll(client, input, unit, since)) skipped.set(index, left);
      done += 1;
    }
    if (done < units.length) await checkIdentity(client, input, question);
    else input.onEvent({ type: "apply.checked", sentence: await checkGrants(client, input, question) });
    return { done, skipped };
  });
}

/** Brackets (SET LOCAL ROLE …, a borrowed membership …) come in pairs: each statement between them gets its own. */
function unitsOf(statements: readonly Statement[]): Unit[] {
  const head = statements.findIndex((s) => !["role", "guard", "comment"].includes(s.kind));
  const first = head === -1 ? statements.length : head;
  const units: Unit[] = first === 0 ? [] : [{ from: 0, statements: statements.slice(0, first) }];
  let open: Statement | null = null;
  for (let index = first; index < statements.length; index++) {
    const statement = statements[index] as Statement;
    if (statement.kind === "membership") open = open === null ? statement : null;
    else if (open === null) units.push({ from: index, statements: [statement] });
    else units.push({ from: index - 1, statements: [open, statement, closing(statements, index)] });
  }
  return units;
}

function closing(statements: readonly Statement[], index: number): Statement {
  return statements.slice(index).find((s) => s.kind === "membership") as Statement;
}

function partlyDone(error: unknown, { plan }: RunInput, done: number, of: number): AppError {
  const told = error instanceof AppError ? error : explainError(error, { host: "", family: "change" });
  const isNew = plan.outcome === "create";
  return new AppError(
    isNew ? "change.partly-made" : "change.partly-done",
    `${done} of ${of} steps are done and stay; the next one failed.`,
    {
      hint: `Run it again: it goes on from here.${isNew ? " Nobody can sign in as the new login yet." : ""}`,
      detail: `${told.message} ${told.detail ?? ""}`.trim(),
      sqlstate: told.sqlstate,
      cause: error,
    },
  );
}
