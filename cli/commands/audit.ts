import type { AuditScope } from "../../lib/audit/scope.ts";
import { selectFrom } from "../../lib/plan/select.ts";
import type { OnStep, Target } from "../../lib/postgres/client.ts";
import { reportRecorder } from "../../lib/report/recorder.ts";
import { TOOL_VERSION } from "../../lib/report/tool.ts";
import type { VerifyEvent } from "../../lib/verify/verification.ts";
import { verify } from "../../lib/verify/verify.ts";
import { scopeOfRequest } from "../../lib/verify/verify-request.ts";
import { clientOptions, connected, lookAt, sayLeftOut } from "../connect.ts";
import { readTarget } from "../credentials.ts";
import { driftLines, driftSince, hasDrifted, readEarlier, sayWhyLost } from "../earlier-check.ts";
import { EXIT, type ExitCode, exitCodeOfVerdict } from "../exit-codes.ts";
import { connectionOf, type Flags, hasScope, scopeOf } from "../flags.ts";
import { printJson, printResult, progress, say } from "../print.ts";
import { openReport, type ReportFlags } from "../report-files.ts";
import { verdictLines } from "../verdict.ts";

/** `since`: an earlier check, to be compared with. */
export type AuditFlags = Flags & ReportFlags & { since?: string };

/** The verdict on an existing login, over that login. With scope flags, `reach` is measured against them. */
export async function auditCommand(flags: AuditFlags): Promise<ExitCode> {
  const output = await openReport(flags);
  const before = flags.since === undefined ? null : await readEarlier(flags.since);
  const recorder = reportRecorder();
  const target = await readTarget("READONLY_DATABASE_URL", connectionOf(flags));
  const scope = hasScope(flags) ? await scopeFor(target, flags) : null;
  const verification = await verify(target, {
    scope,
    client: { ...clientOptions(flags), onStep: sayOnce() },
    onEvent(event) {
      recorder.onEvent(event);
      tell(event);
    },
  }).catch(async (error) => {
    throw before === null ? error : await sayWhyLost(error, before, flags);
  });
  const drift = before === null ? null : driftSince(before, verification);
  const changed = drift === null ? [] : driftLines(drift);
  if (flags.json) {
    printJson(drift === null ? verification : { ...verification, drift });
    changed.forEach(say);
  } else printResult([...changed, ...verdictLines(verification)].join("\n"));
  await output.write(async () => {
    const { reportOfCheck } = await import("../../lib/report/of-run.ts");
    return reportOfCheck(verification, recorder, { toolVersion: TOOL_VERSION, now: new Date() });
  });
  if (drift !== null && hasDrifted(drift)) return EXIT.notReadOnly;
  return exitCodeOfVerdict(verification.verdict);
}

/** The flags' names are found as the role itself sees the catalog, which shows every name to everybody. */
async function scopeFor(target: Target, flags: Flags): Promise<AuditScope> {
  const snapshot = await connected(target, flags, (client) => lookAt(client, target, flags));
  const selection = selectFrom(snapshot, scopeOf(flags));
  sayLeftOut(selection.leftOut);
  return scopeOfRequest(selection);
}

/** How sure the line is, for the first of the sessions: less than encrypted and checked is never silent. */
function sayOnce(): OnStep {
  let said = false;
  return (event) => {
    if (said || event.step !== "secure" || event.state !== "passed") return;
    said = true;
    say(event.sentence);
  };
}

function tell(event: VerifyEvent): void {
  if (event.type === "verify.signed-in") progress("Signed in. Reading the rights in the catalog …");
  else if (event.type === "verify.catalog") progress(`Trying for real, ${event.relations.length} relations …`);
}
