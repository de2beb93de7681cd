import type { Verdict } from "../lib/audit/finding.ts";
import type { AppError } from "../lib/errors.ts";
import { RunError } from "../lib/lifecycle/run-error.ts";

/** What the command says with its exit code (docs/cli.md). */
export const EXIT = {
  done: 0,
  notReadOnly: 1,
  usage: 2,
  connect: 3,
  refused: 4,
  change: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** 0 only for `read-only`. */
export function exitCodeOfVerdict(verdict: Verdict): ExitCode {
  return verdict === "read-only" ? EXIT.done : EXIT.notReadOnly;
}

/**
 * By the family of its code, the part before the dot. What nobody foresaw counts as a failed change: look at it. So does
 * whatever failed after the commit, a refused login test included: something stands.
 */
export function exitCodeOf(error: AppError): ExitCode {
  if (error instanceof RunError && error.stands !== "nothing") return EXIT.change;
  const family = error.code.slice(0, error.code.indexOf("."));
  if (family === "usage" || family === "connect" || family === "refused") return EXIT[family];
  return EXIT.change;
}
