import { AppError } from "../errors.ts";
import { EXISTING_ROLE, type ExistingRoleRow } from "../inspect/queries/existing-role.sql.ts";
import type { PlanRequest } from "../plan/request.ts";
import { type Client, type ClientOptions, type Target, withClient } from "../postgres/client.ts";
import { explainError } from "../postgres/explain.ts";
import { literal, type Sql } from "../postgres/sql.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { MARKER } from "../statements/marker.ts";
import { setOwnPassword } from "../statements/role.ts";
import type { Verification, VerifyEvent } from "../verify/verification.ts";
import { verify } from "../verify/verify.ts";
import { scopeOfRequest } from "../verify/verify-request.ts";
import { type Address, addressFor } from "./address.ts";
import { asRunError } from "./run-error.ts";

/** What `finishScript` tells while it works. */
export type FinishScriptEvent = VerifyEvent | { type: "rekeyed"; mode: "verifier" };

export type FinishScriptOptions = {
  /** SCRAM verifier of the password that the caller made and keeps. */
  verifier: string;
  onEvent?: (event: FinishScriptEvent) => void;
  client?: ClientOptions;
  /** How often the first login is tried: a pooler may learn of it late. Default (and at most) 3, within 10 s. */
  signInTries?: number;
};

export type FinishScriptResult = {
  role: string;
  address: Address;
  verification: Verification;
  /** The one statement that ran here, as the role. Its verifier is a secret: keep it out of reports. */
  statement: string;
  finishedAt: string;
};

const TRIES = 3;

/**
 * After somebody ran the script that `planScripts` made: signs in as the role with the script's temporary password
 * (`login`, at the address that the URL will carry), proves it, and has the role itself put the caller's password in the
 * place of the temporary one. No admin takes part. ALTER ROLE's success is the proof of the change: a login that fails
 * on purpose would count against the server's breakers. Throws RunError.
 */
export async function finishScript(
  login: Target,
  request: PlanRequest,
  options: FinishScriptOptions,
): Promise<FinishScriptResult> {
  const { verifier, onEvent: tell = () => {}, client = {}, signInTries = TRIES } = options;
  try {
    const scope = scopeOfRequest(request);
    const verification = await verify(login, { scope, client, signInTries, onEvent: tell }).catch((error) => {
      throw isUnknownLogin(error) ? notRunYet(error) : error;
    });
    const { role } = request;
    const statement = setOwnPassword(role, literal(verifier)).sql;
    const address = await withClient(login, client, async (session) => {
      await markedAsOurs(session, role);
      await rekeyAsRole(session, statement);
      // The name with which it signed in here, a pooler's project behind it included.
      return { ...addressFor(login, role, session.info.tls), user: login.user };
    });
    tell({ type: "rekeyed", mode: "verifier" });
    return { role, address, verification, statement, finishedAt: new Date().toISOString() };
  } catch (error) {
    throw asRunError(error, "script");
  }
}

function isUnknownLogin(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false;
  return error.sqlstate === SQLSTATE.invalidPassword || error.sqlstate === SQLSTATE.protocolViolation;
}

/** Postgres tells no stranger whether a role exists: all that can be known is that this password does not open it. */
function notRunYet(cause: AppError): AppError {
  const pooled = cause.sqlstate === SQLSTATE.protocolViolation;
  const message = "This login does not exist yet, or the script was not run on this server.";
  return new AppError("refused.script-not-run", message, {
    hint: pooled
      ? "Run the script to its end. If you did, a pooler stands in between and does not know the login: use the direct address."
      : "Run the script to its end, then press again. Only the newest script fits: each one holds a test password of its own.",
    detail:
      "28P01 (08P01 behind a pooler) is the answer for a role that does not exist, for another password, and for one whose script was rolled back.",
    sqlstate: cause.sqlstate,
    cause,
  });
}

async function markedAsOurs(session: Client, role: string): Promise<void> {
  const { rows } = await session.query<ExistingRoleRow>(EXISTING_ROLE, [role]);
  if (rows[0]?.comment === MARKER) return;
  throw new AppError("refused.script-incomplete", "The login is there, but not all of the script was run.", {
    hint: "Run the whole script once more, in one go. It is one transaction: all of it, or nothing.",
    detail: `COMMENT ON ROLE is not '${MARKER}'. Its password was left as it is.`,
  });
}

const BUDGETS = { lockTimeoutMs: 2_000, statementTimeoutMs: 5_000, idleTimeoutMs: 10_000 };

async function rekeyAsRole(session: Client, statement: Sql): Promise<void> {
  try {
    await withTransaction(session, BUDGETS, (client) => client.query(statement));
  } catch (cause) {
    const { detail, sqlstate } = explainError(cause, { host: "", family: "change" });
    throw new AppError("change.rekey", "Lucien's own password could not be set.", {
      hint: "Press again. If it stays, your host may refuse passwords that come as a verifier.",
      detail,
      sqlstate,
      cause,
    });
  }
}
