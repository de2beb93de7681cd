import { AppError } from "../errors.ts";

/** SQLITE_BUSY and SQLITE_LOCKED (sqlite.org/rescode.html): another process holds the file. */
const BUSY = [5, 6];

/** The driver's own text stays the cause: it may quote what was written. */
export function storeFailure(cause: unknown): AppError {
  if (cause instanceof AppError && cause.code.startsWith("internal.")) return cause;
  const { errcode, code } = cause as { errcode?: number; code?: string };
  if (errcode !== undefined && BUSY.includes(errcode & 0xff)) {
    return new AppError("internal.store-busy", "This app's own records are in use by another process.", {
      hint: "Try again in a moment.",
      detail: "SQLITE_BUSY: the store's file was locked for too long.",
      cause,
    });
  }
  return new AppError("internal.store", "This app could not reach its own records.", {
    hint: "Try again. If it stays, look at the disk and the data folder of this app, or at its store's database.",
    detail: `${code ?? "no code"}${errcode === undefined ? "" : ` (SQLite ${errcode})`}`,
    cause,
  });
}

export function damaged(what: string): AppError {
  return new AppError("internal.store-damaged", "This app's own records are damaged.", {
    hint: "Restore the last backup.",
    detail: what.slice(0, 200),
  });
}

export function newerSchema(version: number): AppError {
  return new AppError("internal.store-newer", "A newer version of this app has written these records.", {
    hint: "Use that version, or restore a backup that this one has made.",
    detail: `Schema version ${version}.`,
  });
}
