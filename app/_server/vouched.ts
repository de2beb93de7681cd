import "server-only";
import { z } from "zod";
import { AppError } from "../../lib/errors.ts";
import type { Completion } from "../../lib/hand-off/engineer-moves.ts";
import { isVouchedFor } from "../../lib/report/vouch.ts";
import { reportKey } from "./report.ts";

const signedSchema = z.object({ run: z.object({ report: z.string() }) });

/** As much of a hand-off's report as its signed part says, too. */
const toldSchema = z.object({
  run: z.object({
    verification: z.object({
      verdict: z.enum(["read-only", "can-write", "inconclusive"]),
      reach: z.enum(["all", "partial", "none"]),
      checkedAt: z.string(),
      server: z.object({ host: z.string(), port: z.number(), database: z.string(), role: z.string() }),
      coverage: z.object({ relations: z.number(), readable: z.number(), probed: z.number() }),
    }),
  }),
});

/**
 * The verdict was found here, and goes by way of the engineer's browser: with a report of ours beside it, it has to be
 * the same. Without one (too large to send) the founder is told so. Throws AppError `refused.report`.
 */
export function refuseMadeUp({ report, result }: Completion): void {
  const whole = parsed(report);
  const signed = signedSchema.safeParse(whole);
  if (!signed.success) return;
  const told = toldSchema.safeParse(whole);
  if (!told.success) throw madeUp();
  const { verification } = told.data.run;
  const { host, port, role } = result.value;
  // Not the database: behind a pooler it may go by another name there.
  const same =
    host === verification.server.host && port === verification.server.port && role === verification.server.role;
  if (!same || !isVouchedFor(verification, signed.data.run.report, reportKey().keyId)) throw madeUp();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function madeUp(): AppError {
  return new AppError("refused.report", "This is not the result that this app found.", {
    hint: "Open the link again and let the app prove the login once more.",
  });
}
