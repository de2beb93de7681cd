/**
 * The one error that leaves lib. `message` is the founder's sentence, `hint` the next step, `detail` the engineer's
 * line in Postgres' own terms. None of them ever holds a secret: driver errors are mapped, never passed on raw.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly detail: string | null;
  readonly sqlstate: string | null;
  /** The form field at fault, where there is one. */
  readonly field: ErrorField | null;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.hint = options.hint ?? "";
    this.detail = options.detail ?? null;
    this.sqlstate = options.sqlstate ?? null;
    this.field = options.field ?? null;
  }

  /** What may cross a border (browser, stdout): every public part, never the cause. */
  toJSON(): AppErrorJson {
    const { code, message, hint, detail, sqlstate, field } = this;
    return { code, message, hint, detail, sqlstate, field };
  }
}

export type ErrorField =
  | "paste"
  | "host"
  | "port"
  | "database"
  | "user"
  | "password"
  | "tls"
  | "ca"
  | "role"
  | "ssh"
  | "client-certificate";

export type AppErrorOptions = {
  hint?: string;
  detail?: string | null;
  sqlstate?: string | null;
  field?: ErrorField | null;
  cause?: unknown;
};

export type AppErrorJson = {
  code: ErrorCode;
  message: string;
  hint: string;
  detail: string | null;
  sqlstate: string | null;
  field: ErrorField | null;
};

/** The family (before the dot) decides the command's exit code: usage 2, connect 3, refused 4, change 5. */
export type ErrorCode = `${"usage" | "connect" | "refused" | "change" | "internal"}.${string}`;
