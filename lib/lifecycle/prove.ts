import { setTimeout as delay } from "node:timers/promises";
import type { Applied } from "../apply/apply.ts";
import { AppError } from "../errors.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import type { Secret } from "../secret.ts";
import type { Verification } from "../verify/verification.ts";
import { loginAt } from "./address.ts";
import type { Job } from "./create.ts";

const TRIES = 3;
const BETWEEN_MS = 4_000;

/**
 * The verdict over a real login at the address that the URL will carry. A login made a moment ago may be unknown to a
 * pooler or replica: three tries in ten seconds, never more, since some hosts count refused logins. Without a known
 * password, or with one that may be old and is refused, the admin's session is all there is, and the
 * report says "login not tested".
 */
export async function proven(job: Job, applied: Applied, password: Secret | null): Promise<Verification> {
  const { target, request, client: admin, stages, options, tell } = job;
  const login = password === null ? null : loginAt(target, request.role, password);
  const isNew = applied.plan.outcome === "create";
  for (let attempt = 1; ; attempt++) {
    try {
      return await stages.verify({ login, admin, target, request, client: options.client ?? {}, onEvent: tell });
    } catch (error) {
      const mayBeOld = !isNew && login !== null && options.passwordMayBeOld === true;
      if (mayBeOld && isRefusedLogin(error)) return proven(job, applied, null);
      if (!isNew || !isUnknownLogin(error)) throw error;
      if (attempt === TRIES) throw unknownLogin(error);
      await delay(BETWEEN_MS);
    }
  }
}

/** A login that was there before: an old password, or it is paused. That is no fault of this run. */
function isRefusedLogin(error: unknown): boolean {
  return (
    isUnknownLogin(error) ||
    (error instanceof AppError && error.sqlstate === SQLSTATE.invalidAuthorizationSpecification)
  );
}

function isUnknownLogin(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false;
  return error.sqlstate === SQLSTATE.invalidPassword || error.sqlstate === SQLSTATE.protocolViolation;
}

function unknownLogin(cause: AppError): AppError {
  return new AppError("change.login-unknown", "This address does not know the new login yet.", {
    hint: "Use the direct address of the database instead of the pooler's. The login stays, and nobody can sign in as it.",
    detail: cause.detail,
    sqlstate: cause.sqlstate,
    cause,
  });
}
