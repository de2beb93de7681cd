import type { LifeAnswer } from "../components/hand-off/view.types.ts";
import type { RunEvent, RunResult, TargetInput } from "../components/wizard/wire.ts";
import { scramVerifier } from "../lib/credentials/scram.ts";
import type { Collectable } from "../lib/hand-off/founder-moves.ts";
import type { Begun, FounderView, HandOffRecord, KnownLogin, LinkProof } from "../lib/hand-off/hand-off.types.ts";
import type { HandOffIntent } from "../lib/hand-off/intent.ts";
import { authOf } from "../lib/hand-off/keys.ts";
import { buildLink, type Link, parseLink } from "../lib/hand-off/link.ts";
import { LINK_PROOF_HEADER, writeProof } from "../lib/hand-off/proof.ts";
import { checkRecord, makeHandOff, makeResult, openResult, resultUrl } from "../lib/hand-off/protocol.ts";
import { newRoot, type RootKey } from "../lib/hand-off/root-key.ts";
import type { Plan } from "../lib/plan/plan.ts";
import type { PlanRequest } from "../lib/plan/request.ts";

/** Founder and engineer without their screens: the same requests, the same protocol, in this process. */
export type Server = {
  url: string;
  /** The founder's cookie. */
  cookie: string;
};

type Ask = { path: string; body: unknown; headers?: Record<string, string> };

/** Sends one request as a page of this app would. Rejects with the app's own error, or when the line is cut. */
export async function post(server: Server, { path, body, headers = {} }: Ask): Promise<Response> {
  const origin = new URL(server.url).origin;
  return fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin, "sec-fetch-site": "same-origin", ...headers },
    body: JSON.stringify(body),
  });
}

async function json<Answer>(server: Server, ask: Ask): Promise<Answer> {
  const answer = await (await post(server, ask)).json();
  if (answer.error) throw answer.error;
  return answer;
}

const WANTED = { from: "Fern", role: "lucien_readonly", wanted: "orders", schemas: ["public"], note: "", host: null };

/** The founder: keeps her root, as her browser does. */
export async function founderAt(server: Server) {
  const { root } = await newRoot();
  const own = { cookie: server.cookie };
  const move = <Answer>(id: string, what: string) =>
    json<Answer>(server, { path: `/hand-offs/${id}/${what}`, body: {}, headers: own });
  return {
    root,
    /** For a new login; `about`: for one that stands. */
    async send(about: Partial<Pick<HandOffRecord, "intent" | "login">> = {}): Promise<string> {
      const wanted = { ...WANTED, ...about, host: about.login?.host ?? null, passcode: false, lifeMs: 7_200_000 };
      const made = await makeHandOff(root, wanted, { now: Date.now() });
      const { link, ...sealed } = made;
      await json(server, { path: "/hand-offs/create", body: { ...sealed, passcode: null }, headers: own });
      return buildLink(server.url, link);
    },
    async status(id: string): Promise<FounderView> {
      const answer = await (await fetch(`${server.url}/hand-offs/${id}/status`, { headers: own })).json();
      if (answer.error) throw answer.error;
      return answer;
    },
    async collect(id: string): Promise<{ url: string; password: string; answer: Collectable }> {
      const answer = await move<Collectable>(id, "collect");
      return { ...(await opened(root, answer)), answer };
    },
    async page(path: string): Promise<{ status: number; html: string }> {
      const answer = await fetch(`${server.url}${path}`, { headers: own });
      return { status: answer.status, html: await answer.text() };
    },
    finish: (id: string) => move<FounderView>(id, "finish"),
    revoke: (id: string) => move<FounderView>(id, "revoke"),
  };
}

async function opened(root: RootKey, got: Collectable) {
  const { result, password } = await openResult(root, got, got.result, got.report);
  return { url: resultUrl(result, password ?? ""), password: password ?? "" };
}

/** The engineer with the link: what their browser keeps survives the server. */
export async function engineerAt(server: Server, text: string) {
  const link: Link = await parseLink(text);
  const proof: LinkProof = { id: link.id, auth: await authOf(link), holder: "engineersBrowser01" };
  const headers = { [LINK_PROOF_HEADER]: writeProof(proof) };
  const ask = <Answer>(path: string, body: unknown) => json<Answer>(server, { path, body, headers });
  const at = `/h/${link.id}`;
  return {
    id: link.id,
    headers,
    begin: () => ask<Begun>(`${at}/begin`, { passcode: null }),
    claim: (host: string) => ask<Begun>(`${at}/claim`, { passcode: null, host, takeOver: false }),
    step: (step: "run" | "failed" | "wait") => ask(`${at}/step`, { step }),
    async record(): Promise<HandOffRecord> {
      const begun = await ask<Begun>(`${at}/begin`, { passcode: null });
      if (begun.kind !== "record") throw new Error(`no record: ${begun.kind}`);
      return checkRecord(link, begun.record);
    },
    plan: (target: TargetInput, request: PlanRequest) => ask<{ plan: Plan }>("/review/plan", { target, request }),
    async run(target: TargetInput, request: PlanRequest, record: HandOffRecord): Promise<RunResult> {
      const { plan } = await ask<{ plan: Plan }>("/review/plan", { target, request });
      const order = {
        target,
        request,
        fingerprint: plan.fingerprint,
        verifier: record.verifier ?? (await scramVerifier("used-for-nothing")),
        rotate: plan.outcome !== "create" && record.intent !== "change",
        readonlyPassword: null,
        sealTo: record.sealTo ?? "",
      };
      const response = await post(server, { path: "/apply/run", body: order, headers });
      const events = (await response.text())
        .split("\n")
        .filter(Boolean)
        .map((text) => JSON.parse(text) as RunEvent);
      const last = events.at(-1);
      if (last?.type === "done") return last.result;
      throw last?.type === "failed" ? last.error : new Error("the line was cut");
    },
    /** A turn in the life of the login that the record is about. */
    life(target: TargetInput, { intent: act, role, login, verifier, sealTo }: HandOffRecord): Promise<LifeAnswer> {
      const { connection: _, port: __, ...place } = login as KnownLogin;
      const password = verifier === null ? null : { verifier, sealTo };
      return ask(`${at}/life`, { target, asked: { act, role, ...place }, self: false, password });
    },
    async completeLife({ outcome, finishedAt, ...answer }: LifeAnswer, record: HandOffRecord): Promise<unknown> {
      const { host, port, database, sslmode } = record.login as KnownLogin;
      const who = { user: record.role, role: record.role, sealed: null, finishedAt };
      const what = {
        id: link.id,
        attempt: 1,
        intent: record.intent,
        outcome,
        way: "form",
        passwordMode: "none",
      } as const;
      const report = JSON.stringify({ formatVersion: 1, life: { outcome, ...answer, finishedAt } });
      const result = await makeResult(link, { ...what, host, port, database, sslmode, ...who }, report);
      return ask(`${at}/complete`, { result, report });
    },
    async complete(run: RunResult, intent: HandOffIntent = "create"): Promise<void> {
      const { address, role, sealedPassword: sealed, finishedAt, ...rest } = run;
      const made = run.passwordMode === "plaintext" ? "sealed" : "verifier";
      const passwordMode = intent === "change" ? "none" : made;
      const outcome = intent === "change" ? "done" : null;
      const report = JSON.stringify({
        formatVersion: 1,
        run: { ...rest, role, address, finishedAt },
        engineerNote: "",
      });
      const parts = { id: link.id, attempt: 1, intent, outcome, way: "form", passwordMode } as const;
      const result = await makeResult(link, { ...parts, ...address, role, sealed, finishedAt }, report);
      await ask(`${at}/complete`, { result, report });
    },
  };
}

/** What an engineer may send who made nothing: for what does not depend on a database. */
export const MADE_UP = {
  outcome: "created",
  role: "lucien_readonly",
  address: { host: "db.example.com", port: 5432, database: "shop", user: "lucien_readonly", sslmode: "require" },
  passwordMode: "verifier",
  sealedPassword: null,
  adminAdvice: null,
  verification: { verdict: "unsure", coverage: { relations: 1, readable: 1, probed: 0 }, findings: [], probes: [] },
  finishedAt: "2026-11-23T08:00:00.000Z",
} as unknown as RunResult;
