import { AppError } from "../errors.ts";
import type { PlanSteps } from "../plan/plan.ts";
import { explainError } from "../postgres/explain.ts";
import { QueryError } from "../postgres/query-error.ts";

/** The code by which `create` knows that this server wants the password itself. */
export const VERIFIER_REFUSED = "change.verifier-refused";

/** Any failure of a transaction that was rolled back, as an AppError that says what stands now: nothing new. */
export function explainFailure(error: unknown): AppError {
  if (!(error instanceof QueryError)) return explainError(error, { host: "", family: "change" });
  if (isVerifierRefused(error)) return verifierRefused(error);
  const told = explainError(error, { host: "", family: "change" });
  return new AppError(told.code, `${told.message} Nothing was changed.`, { ...optionsOf(told), cause: error });
}

function optionsOf({ hint, detail, sqlstate, field }: AppError) {
  return { hint, detail, sqlstate, field };
}

/**
 * Servers that store no verifier: Neon and Lakebase say so at COMMIT (XX000, their control plane needs the password),
 * credcheck at CREATE ROLE, passwordcheck-like hooks with 22023. The texts are theirs (design note 06, finding 3).
 */
function isVerifierRefused(error: QueryError): boolean {
  const text = error.serverMessage ?? "";
  if (/plain ?text|hashed password|received HTTP code .* from control plane/i.test(text)) return true;
  return error.sqlstate === "22023" && /password/i.test(text);
}

function verifierRefused(error: QueryError): AppError {
  return new AppError(
    VERIFIER_REFUSED,
    "Your host wants the password itself, not its fingerprint. Nothing was changed.",
    {
      hint: "Let our server make the password; it is sent to the database over this connection.",
      detail: error.serverMessage,
      sqlstate: error.sqlstate,
    },
  );
}

/** The line broke while COMMIT was on its way: the only failure after which we do not know. */
export function lostAtCommit(cause: unknown, plan: PlanSteps): AppError {
  const isNew = plan.outcome === "create";
  return new AppError(
    "change.commit-unknown",
    "The connection broke at the very end, so we do not know whether the changes are in.",
    {
      hint: "Run it again: it finds out, and does only what is missing.",
      detail: isNew
        ? "If COMMIT arrived, the role exists with a temporary password that nobody has and that runs out in ten minutes."
        : "If COMMIT arrived, the grants of the plan are in; no password was touched.",
      cause,
    },
  );
}
