import { explainFailure, VERIFIER_REFUSED } from "../apply/failure.ts";
import { withRetries } from "../apply/retry.ts";
import { BUDGETS } from "../apply/run-statements.ts";
import { newPassword } from "../credentials/password.ts";
import { AppError } from "../errors.ts";
import type { Client, ClientOptions, Target } from "../postgres/client.ts";
import { literal, type Sql, sql } from "../postgres/sql.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { Secret } from "../secret.ts";
import type { Statement } from "../statements/statement.ts";
import { signedIn } from "../verify/sign-in.ts";
import { asRunError } from "./run-error.ts";

/** What `changePassword` needs: the statement with the password in its place, and the caller's verifier. */
export type NewPassword = {
  role: string;
  statement: (password: Sql) => Statement;
  /** SCRAM verifier of the password that the caller made and keeps. */
  verifier: string;
  /** The host is known to take no verifiers: do not try. */
  plaintext?: boolean;
};

export type ChangedPassword = {
  mode: "verifier" | "plaintext";
  /** Plaintext only: made here. */
  password: Secret | null;
  /** As it ran; a password in clear is never told. */
  statement: string;
};

/**
 * One statement that gives the role the caller's password; where the server takes no verifier, one made here. Throws
 * RunError: nothing changed, unless COMMIT was not answered (`change.outcome-unknown`).
 */
export async function changePassword(client: Client, wanted: NewPassword): Promise<ChangedPassword> {
  if (wanted.plaintext) return inClear(client, wanted);
  const { sql: statement } = wanted.statement(literal(wanted.verifier));
  try {
    await run(client, statement);
    return { mode: "verifier", password: null, statement };
  } catch (error) {
    if (error instanceof AppError && error.code === VERIFIER_REFUSED) return inClear(client, wanted);
    throw error;
  }
}

async function inClear(client: Client, { role, statement }: NewPassword): Promise<ChangedPassword> {
  const password = newPassword(role);
  await run(client, statement(literal(password)).sql);
  return { mode: "plaintext", password: new Secret(password), statement: statement(sql`:'password'`).sql };
}

async function run(client: Client, statement: Sql): Promise<void> {
  await withRetries(() =>
    withTransaction(client, { ...BUDGETS, scramPasswords: true }, () => client.query(statement)),
  ).catch((error) => {
    throw asRunError(explainFailure(error), "nothing");
  });
}

/**
 * `signed-in`: the new password opens the address. `not-yet`: it was refused there (a pooler may learn of it late).
 * `not-tried`: nobody here knows it, or the line failed for a reason of its own.
 */
export type LoginProof = { state: "signed-in" | "not-yet" | "not-tried"; why: string | null };

/** Tries the new password at its address: at most three times within ten seconds, since hosts count refusals. */
export async function proveLogin(login: Target | null, client: ClientOptions): Promise<LoginProof> {
  if (login === null) return { state: "not-tried", why: null };
  try {
    await signedIn(login, { client, signInTries: 3, tell: () => {} }, async () => undefined);
    return { state: "signed-in", why: null };
  } catch (error) {
    if (!(error instanceof AppError)) return { state: "not-tried", why: "no answer" };
    const refused = error.sqlstate === "28P01" || error.sqlstate === "08P01";
    return { state: refused ? "not-yet" : "not-tried", why: `${error.message} (${error.code})` };
  }
}
