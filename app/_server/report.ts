import "server-only";
import type { CreateResult } from "../../lib/lifecycle/create.ts";
import type { FinishScriptResult } from "../../lib/lifecycle/finish-script.ts";
import { type RunAbout, type RunFacts, reportOfCheck, reportOfRun } from "../../lib/report/of-run.ts";
import type { ReportRecorder } from "../../lib/report/recorder.ts";
import type { Report } from "../../lib/report/schema.ts";
import { keyFromPem, keyFromSecret, newKeyPem, type ReportKey, signedReport } from "../../lib/report/sign.ts";
import { TOOL_VERSION } from "../../lib/report/tool.ts";
import type { Verification } from "../../lib/verify/verification.ts";
import { asPublicError } from "./answer.ts";
import type { Caller } from "./caller.ts";
import { env } from "./env.ts";
import { withoutSecrets } from "./run-result.ts";
import { secretFile } from "./secret-file.ts";

let known: ReportKey | undefined;

/**
 * The key with which this installation signs: given, else that of its given session key, which replicas share, else made at
 * the first need in the data folder.
 */
export function reportKey(): ReportKey {
  known ??= readKey();
  return known;
}

function readKey(): ReportKey {
  const { REPORT_KEY, SESSION_KEY } = env();
  if (REPORT_KEY === undefined && SESSION_KEY !== undefined) return keyFromSecret(SESSION_KEY);
  return keyFromPem(REPORT_KEY ?? secretFile("report.key", newKeyPem));
}

/** The signed report of what the form made. `by`: the admin that signed in. */
export function reportOfForm(
  result: CreateResult,
  recorder: ReportRecorder,
  { by, actingAs, caller }: { by: string; actingAs: string | null; caller: Caller },
): string | null {
  const secret = result.password?.reveal() ?? null;
  const statements = result.statements.map((statement) => withoutSecrets(statement, secret));
  return signed({ ...result, statements }, recorder, { way: "form", by, actingAs, handOff: caller.kind === "link" });
}

/** The signed report of a script that somebody ran: what it changed, and for whom, was not seen here. */
export function reportOfScript(result: FinishScriptResult, recorder: ReportRecorder, caller: Caller): string | null {
  const { statement, address, verification, finishedAt } = result;
  const run = { address, verification, finishedAt, statements: [statement], hazards: [], uncovered: [] };
  const about = { way: "script", by: null, actingAs: null, handOff: caller.kind === "link" } as const;
  return signed({ ...run, outcome: null, passwordMode: "verifier" }, recorder, about);
}

/** The signed report of a login that was there and was only checked here. */
export function reportOfLogin(verification: Verification, recorder: ReportRecorder): string | null {
  return sealed(() => reportOfCheck(verification, recorder, { toolVersion: TOOL_VERSION, now: new Date() }));
}

function signed(run: RunFacts, recorder: ReportRecorder, about: Omit<RunAbout, "toolVersion" | "now">): string | null {
  return sealed(() => reportOfRun(run, recorder, { ...about, toolVersion: TOOL_VERSION, now: new Date() }));
}

/**
 * Only what this server itself found is signed: a browser hands in no more than what was asked for. Null where it cannot
 * be made: the login is made and proven all the same.
 */
function sealed(make: () => Report): string | null {
  try {
    return signedReport(make(), reportKey(), env().PUBLIC_ORIGIN ?? null);
  } catch (thrown) {
    // Leaves a reference number in the log, and nothing of what was thrown.
    asPublicError(thrown);
    return null;
  }
}
