import { AppError, type AppErrorOptions, type ErrorCode } from "../errors.ts";

/**
 * A statement that the server refused, or a line that broke while one was running. It is an AppError, so it may cross
 * the border as it is; beside that it carries what the stages decide by. The driver's own error stays out.
 */
export class QueryError extends AppError {
  /** Postgres' C function that raised it (`simple_heap_update`): tells apart what shares XX000. */
  readonly routine: string | null;
  /** The server's primary message, scrubbed of secrets; null when no server answered. Evidence, not for founders. */
  readonly serverMessage: string | null;
  /** Which of the statements handed to `many` it was; 0 for `query`. */
  readonly statementIndex: number;

  constructor(code: ErrorCode, message: string, options: QueryErrorOptions) {
    super(code, message, options);
    this.name = "QueryError";
    this.routine = options.routine;
    this.serverMessage = options.serverMessage;
    this.statementIndex = options.statementIndex;
  }
}

export type QueryErrorOptions = AppErrorOptions & {
  routine: string | null;
  serverMessage: string | null;
  statementIndex: number;
};
