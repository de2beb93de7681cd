import { AppError } from "../errors.ts";
import type { Client } from "../postgres/client.ts";
import { explainError } from "../postgres/explain.ts";
import { runInOneTrip } from "../postgres/transaction.ts";
import type { Statement } from "../statements/statement.ts";

const BUDGETS = { lockTimeoutMs: 2_000, statementTimeoutMs: 5_000, idleTimeoutMs: 10_000, scramPasswords: true };

/**
 * Puts the password that stays in place of the temporary one, and the finished mark, in one transaction. ALTER ROLE's
 * success is the proof: a failed login on purpose would count against the server's breakers. Throws `change.rekey`.
 */
export async function rekey(client: Client, statements: readonly Statement[], isNew: boolean): Promise<void> {
  if (statements.length === 0) return;
  try {
    await runInOneTrip(
      client,
      BUDGETS,
      statements.map((s) => s.sql),
    );
  } catch (cause) {
    const told = explainError(cause, { host: "", family: "change" });
    const { detail, sqlstate } = told;
    if (!isNew) {
      throw new AppError("change.rekey", "The new password could not be set. The old one still works.", {
        hint: "Sign in as the admin who made the login, or as a superuser.",
        detail,
        sqlstate,
        cause,
      });
    }
    throw new AppError(
      "change.rekey",
      "The login is there, but its password could not be set. Nobody can sign in as it.",
      {
        hint: "Run it again: it takes up the login where this run stopped.",
        detail,
        sqlstate,
        cause,
      },
    );
  }
}
