import { AppError } from "../errors.ts";

/** What a server may make us hold: the answer of a rogue one has no end. */
export type Limits = { rows: number; bytes: number; notices: number; noticeBytes: number };

export const DEFAULT_LIMITS: Limits = {
  rows: 5_000_000,
  bytes: 512 * 1024 * 1024,
  notices: 1000,
  noticeBytes: 256 * 1024,
};

/** The answer of a server that sends without end, or of a catalog larger than any we know. */
export function tooMuch(what: string): AppError {
  return new AppError("connect.too-much", "The server sent more than we can hold, so we hung up.", {
    hint: "If this really is your database, tell us how large its catalog is.",
    detail: `One answer held ${what}.`,
  });
}
