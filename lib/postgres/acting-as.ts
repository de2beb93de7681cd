import { AppError } from "../errors.ts";
import type { Client } from "./client.ts";
import { QueryError } from "./query-error.ts";
import { ident } from "./sql.ts";
import { SQLSTATE } from "./sqlstate.ts";
import { withTransaction } from "./transaction.ts";

const LOOK = { readOnly: true, lockTimeoutMs: 200, statementTimeoutMs: 5_000, idleTimeoutMs: 5_000 } as const;

/**
 * The same session, with every transaction under SET LOCAL ROLE `role`: what is made then belongs to that role and not
 * to a login that may be deleted tomorrow. Tried at once. Throws AppError `refused.act-as` where the login may not.
 * What is asked outside of withTransaction is asked as the login itself.
 */
export async function actingAs(client: Client, role: string): Promise<Client> {
  const acting: Client = {
    info: client.info,
    actAs: role,
    query: (statement, values) => client.query(statement, values),
    many: (requests, onAnswer) => client.many(requests, onAnswer),
    end: () => client.end(),
  };
  try {
    await withTransaction(acting, LOOK, async () => undefined);
    return acting;
  } catch (error) {
    if (error instanceof QueryError && REFUSALS.includes(error.sqlstate ?? "")) throw notAllowed(role, error);
    throw error;
  }
}

/** variable.c, check_role: no such role is 22023 (as a GUC value), not a member is 42501. */
const REFUSALS: readonly string[] = [SQLSTATE.invalidParameterValue, SQLSTATE.insufficientPrivilege];

function notAllowed(role: string, cause: QueryError): AppError {
  const absent = cause.sqlstate === SQLSTATE.invalidParameterValue;
  return new AppError(
    "refused.act-as",
    absent ? `There is no role called ${role}.` : `This login may not act as ${role}. Nothing was changed.`,
    {
      hint: absent
        ? "Check the name: capital letters count."
        : `An admin of that role has to make this login its member first: GRANT ${ident(role)} TO … (16 and later: WITH SET TRUE).`,
      detail: `SET LOCAL ROLE ${role}: ${cause.sqlstate} ${cause.serverMessage ?? ""}`,
      sqlstate: cause.sqlstate,
      cause,
    },
  );
}
