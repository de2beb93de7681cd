import { AppError } from "../errors.ts";

/** What is left in the database after a run that failed. `script`: what somebody's own script made, untouched by us. */
export type Stands = "nothing" | "role-without-password" | "role" | "script";

/** A failed run: the AppError of the step that failed, and what stands now. */
export class RunError extends AppError {
  readonly stands: Stands;

  constructor(cause: AppError, stands: Stands) {
    const { code, message, hint, detail, sqlstate, field } = cause;
    super(code, message, { hint, detail, sqlstate, field, cause });
    this.name = "RunError";
    this.stands = stands;
  }
}

/** The error as a RunError; one that is already keeps what it says. Anything unknown becomes `internal.unexpected`. */
export function asRunError(error: unknown, stands: Stands): RunError {
  if (error instanceof RunError) return error;
  if (error instanceof AppError) return new RunError(error, stands);
  const unexpected = new AppError("internal.unexpected", "Something unexpected happened.", {
    hint: "Run it again. If it happens again, tell us what you did.",
    cause: error,
  });
  return new RunError(unexpected, stands);
}
