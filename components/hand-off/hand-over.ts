import { sealTo } from "../../lib/credentials/seal.ts";
import { AppError } from "../../lib/errors.ts";
import type { HandOffRecord, HandOffResult, HandOffWay } from "../../lib/hand-off/hand-off.types.ts";
import { makeResult, type ResultParts } from "../../lib/hand-off/protocol.ts";
import type { Verification } from "../../lib/verify/verification.ts";
import { targetOfUrl, urlAlone } from "../wizard/connect/target-of-url.ts";
import { postForEvents } from "../wizard/stream.ts";
import type { RunResult, TargetInput } from "../wizard/wire.ts";
import { askLink } from "./ask.ts";
import { changeTab, isAtWork, linkOf, readTab, type TabLink } from "./tab.ts";
import type { EngineerState, HandOffReport, LifeAnswer, LifeReport, OwnLoginEvent } from "./view.types.ts";

type Done = Extract<EngineerState, { kind: "done" }>;

/** As much as the server takes; what was tried stands at its end, and is left out first. */
const MOST_CHARACTERS = 3_900_000;

/** Signs what the wizard made and hands it over; then the link's secret is gone from this tab. Idempotent. */
export function handOver(run: RunResult): Promise<Done> {
  const way: HandOffWay = run.adminAdvice === null ? "script" : "form";
  const { address, role, passwordMode, sealedPassword, finishedAt } = run;
  if (working().record.intent === "change") {
    const asked = { intent: "change", outcome: run.outcome === "unchanged" ? "unchanged" : "done" } as const;
    const parts = { ...asked, way, passwordMode: "none", ...address, role, sealed: null, finishedAt } as const;
    return deliver(parts, reportText(run));
  }
  const mode = passwordMode === "plaintext" ? "sealed" : "verifier";
  const parts = { way, passwordMode: mode, ...address, role, sealed: sealedPassword, finishedAt } as const;
  return deliver(parts, reportText(run));
}

/** "I already have a login": the app tries it once; its password is sealed to the founder before it leaves this browser. */
export async function handOverOwnLogin(pasted: string): Promise<Done> {
  const { record } = working();
  const login = targetOfUrl(urlAlone(pasted));
  const { verification, report } = await tried(login);
  const { host, port, database, user } = login;
  const { role } = verification.server;
  const sealed = await sealTo(record.sealTo ?? "", login.password);
  const sslmode = sslmodeOf(login);
  const finishedAt = new Date().toISOString();
  const address = { host, port, database, user, sslmode };
  const run: RunResult = {
    outcome: "unchanged",
    role,
    address,
    passwordMode: "unchanged",
    sealedPassword: null,
    statements: [],
    verification,
    uncovered: [],
    adminAdvice: null,
    report,
    finishedAt,
  };
  const parts = { way: "own-login", passwordMode: "sealed", ...address, role, sealed, finishedAt } as const;
  return deliver(parts, reportText(run));
}

/** What became of a login that is listed; null: the engineer says that it was done. Idempotent. */
export function handOverLife(answer: LifeAnswer | null, way: Exclude<HandOffWay, "own-login">): Promise<Done> {
  const { intent, role, login } = working().record;
  const { sealedPassword: sealed = null, address = null, ...life } = answer ?? {};
  const { host, port, database, sslmode } = login ?? NOWHERE;
  const passwordMode = address === null ? "none" : sealed === null ? "verifier" : "sealed";
  const finishedAt = answer?.finishedAt ?? new Date().toISOString();
  const at = address ?? { host, port, database, sslmode, user: role };
  const outcome = answer?.outcome ?? "told";
  const report: LifeReport = { formatVersion: 1, life: answer === null ? null : (life as LifeReport["life"]) };
  return deliver({ intent, outcome, way, passwordMode, ...at, role, sealed, finishedAt }, JSON.stringify(report));
}

/** The record's MAC vouches for a login wherever one is asked about. */
const NOWHERE = { host: "", port: 0, database: "", sslmode: "require" } as const;

async function deliver(parts: Omit<ResultParts, "id" | "attempt">, report: string): Promise<Done> {
  const tab = working();
  const { id, attempt } = tab.record;
  const result = await makeResult(tab.link, { id, attempt, ...parts }, report);
  await askLink("complete", tab, { result, report });
  changeTab({ secret: null, result: result.value });
  return { kind: "done", record: tab.record, result: result.value };
}

function working(): TabLink & { record: HandOffRecord; link: NonNullable<ReturnType<typeof linkOf>> } {
  const tab = readTab();
  const link = tab && linkOf(tab);
  if (!isAtWork(tab) || !link) {
    throw new AppError("refused.link-lapsed", "This tab is not in a hand-off any more.", {
      hint: "Open the link again.",
    });
  }
  return { ...tab, link };
}

function reportText({ sealedPassword: _, ...run }: RunResult): string {
  const textOf = (one: typeof run) =>
    JSON.stringify({ formatVersion: 1, run: one, engineerNote: "" } satisfies HandOffReport);
  const short = { ...run, statements: [], verification: { ...run.verification, probes: [] } };
  // The report has all of it once more, and the app's signature over it: it goes last.
  const texts = [run, short].map(textOf);
  return texts.find((text) => text.length <= MOST_CHARACTERS) ?? textOf({ ...short, report: null });
}

function sslmodeOf({ tls }: TargetInput): HandOffResult["sslmode"] {
  if (tls === "disable") return "disable";
  return tls === "verify-full" ? "verify-full" : "require";
}

async function tried(login: TargetInput): Promise<{ verification: Verification; report: string | null }> {
  const path = `/h/${working().id}/own-login`;
  let verification: Verification | null = null;
  for await (const event of postForEvents<OwnLoginEvent>(path, login)) {
    if (event.type === "failed") throw event.error;
    if (event.type === "verify.done") verification = event.verification;
    if (event.type === "report" && verification) return { verification, report: event.report };
  }
  throw new AppError("internal.line-cut", "The line to this app was cut while it was working.", { hint: "Try again." });
}
