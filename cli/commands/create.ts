import { newPassword } from "../../lib/credentials/password.ts";
import { scramVerifier } from "../../lib/credentials/scram.ts";
import { buildUrl, parsePaste } from "../../lib/credentials/url.ts";
import type { Snapshot } from "../../lib/inspect/snapshot.ts";
import { type CreateEvent, type CreateOptions, type CreateResult, create } from "../../lib/lifecycle/create.ts";
import { heardStages } from "../../lib/lifecycle/heard-stages.ts";
import { stagesFor } from "../../lib/lifecycle/stages-for.ts";
import type { PlanRequest } from "../../lib/plan/request.ts";
import { selectFrom } from "../../lib/plan/select.ts";
import type { Target } from "../../lib/postgres/client.ts";
import { reportRecorder } from "../../lib/report/recorder.ts";
import { TOOL_VERSION } from "../../lib/report/tool.ts";
import { Secret } from "../../lib/secret.ts";
import { sayClients } from "../client-notes.ts";
import { clientOptions, sayLeftOut } from "../connect.ts";
import { readTarget } from "../credentials.ts";
import { type ExitCode, exitCodeOfVerdict } from "../exit-codes.ts";
import { connectionOf, type Flags, requestOf, scopeOf } from "../flags.ts";
import { openPlan, refuseChoice, refuseElsewhere } from "../plan-files.ts";
import { printJson, printResult, progress, say, shellWord } from "../print.ts";
import { openReport, type ReportFlags } from "../report-files.ts";
import { sayVerdict } from "../verdict.ts";

export type CreateFlags = Flags & ReportFlags & { rotate: boolean; plan?: string; inParts: boolean };

/** plan → apply in one transaction → verify → the URL. The password is made here, and leaves as a verifier only. */
export async function createCommand(flags: CreateFlags): Promise<ExitCode> {
  const target = await readTarget("ADMIN_DATABASE_URL", connectionOf(flags));
  const asked = flags.plan === undefined ? chosen(target, flags) : await saved(target, flags);
  const { request } = asked;
  const output = await openReport(flags);
  const recorder = reportRecorder();
  const password = newPassword(request.role);
  const result = await create(target, request, {
    fingerprint: asked.fingerprint,
    choose: asked.choose,
    onConnected: (info) => info.warnings.forEach(say),
    verifier: await scramVerifier(password),
    rotate: flags.rotate,
    mode: flags.inParts ? "parts" : undefined,
    readonlyPassword: flags.rotate ? new Secret(password) : knownPassword(target, request.role),
    passwordMayBeOld: true,
    onEvent(event) {
      recorder.onEvent(event);
      tell(event);
    },
    client: clientOptions(flags),
    stages: heardStages(stagesFor(target, clientOptions(flags)), recorder),
  });
  const url = urlOf(result, password);
  if (flags.json) printJson(documentOf(result, url));
  else printResult(url ?? `${result.role}: ${result.outcome}`);
  sayOutcome(result);
  if (url !== null) sayClients(result.address, { pem: target.caPem, file: flags.caFile });
  const by = { way: "terminal", by: target.user, actingAs: request.actAs ?? null, handOff: false } as const;
  await output.write(async () => {
    const { reportOfRun } = await import("../../lib/report/of-run.ts");
    return reportOfRun(result, recorder, { ...by, toolVersion: TOOL_VERSION, now: new Date() });
  });
  return exitCodeOfVerdict(result.verification.verdict);
}

type Asked = { request: PlanRequest; fingerprint: string | null; choose?: CreateOptions["choose"] };

/** What the flags choose of what is there when the run begins: one look, which the plan is made of too. */
function chosen(target: Target, flags: CreateFlags): Asked {
  progress(`Looking around in ${target.database} …`);
  let said = false;
  const choose = (snapshot: Snapshot) => {
    const { schemas, leftOut } = selectFrom(snapshot, scopeOf(flags));
    if (!said) sayLeftOut(leftOut);
    said = true;
    return schemas;
  };
  return { request: requestOf(flags, []), fingerprint: null, choose };
}

/** A plan that was reviewed: nothing else is applied than what stands in it. */
async function saved(target: Target, flags: CreateFlags): Promise<Asked> {
  refuseChoice(flags);
  const plan = await openPlan(flags.plan ?? "");
  refuseElsewhere(plan, target.database);
  const { request, fingerprint, place, savedAt } = plan;
  progress(`The plan of ${savedAt} for ${place.database} at ${place.host} …`);
  return { request, fingerprint };
}

/** READONLY_DATABASE_URL, where it names this very role and server: then an existing login can be tested, too. */
function knownPassword(target: Target, role: string): Secret | null {
  const { fields, password } = parsePaste(process.env.READONLY_DATABASE_URL ?? "");
  const same = fields.host === target.host && (fields.port ?? 5432) === target.port;
  return same && password !== null && (fields.user === role || fields.user.startsWith(`${role}.`))
    ? new Secret(password)
    : null;
}

/** null while the password that stands is not the one made here. */
function urlOf({ passwordMode, password, address }: CreateResult, made: string): string | null {
  if (passwordMode === "unchanged") return null;
  return buildUrl({ ...address, password: passwordMode === "plaintext" && password ? password.reveal() : made });
}

function documentOf(result: CreateResult, connectionUrl: string | null) {
  const { outcome, role, passwordMode, statements, hazards, uncovered, verification } = result;
  return {
    formatVersion: 1,
    outcome,
    role,
    connectionUrl,
    passwordMode: passwordMode === "unchanged" ? null : passwordMode,
    statements,
    hazards: hazards.map(({ code, sentence, object }) => ({ code, sentence, object })),
    uncovered,
    verification,
  };
}

const SHOWN_NOTES = 5;

function sayOutcome({
  outcome,
  role,
  hazards,
  uncovered,
  notes,
  verification,
  passwordMode,
  adminAdvice,
}: CreateResult): void {
  say(`${role}: ${outcome}.`);
  if (passwordMode === "plaintext") {
    say("This host takes no fingerprints: the password itself was sent, over the line above. Its own log may keep it.");
  }
  for (const { sentence, key, accepted } of hazards)
    if (!accepted) say(`Open: ${sentence} (--accept ${shellWord(key)})`);
  for (const { object, reason, remedy } of uncovered) {
    say(
      `Not covered: ${[object.schema, object.name].filter(Boolean).join(".")}: ${reason}${remedy ? ` ${remedy}` : ""}`,
    );
  }
  for (const { sentence } of notes.slice(0, SHOWN_NOTES)) say(`Note: ${sentence}`);
  if (notes.length > SHOWN_NOTES) say(`The same goes for ${notes.length - SHOWN_NOTES} more schemas; plan names them.`);
  say(adminAdvice.sentence + (adminAdvice.sql === null ? "" : ` ${adminAdvice.sql}`));
  sayVerdict(verification);
}

function tell(event: CreateEvent): void {
  if (event.type === "apply.started") progress(`Running ${event.statements} statements in one transaction …`);
  else if (event.type === "apply.checked") progress(event.sentence);
  else if (event.type === "apply.committed") progress("Committed. Now signing in as the role …");
}
