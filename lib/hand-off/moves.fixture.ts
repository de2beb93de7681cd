import assert from "node:assert/strict";
import { test } from "node:test";
import { claimLink, completeLink, proveHeld, stepLink } from "./engineer-moves.ts";
import { addHandOff, collectHandOff, finishHandOff, resendHandOff, revokeHandOff } from "./founder-moves.ts";
import type { HandOffRow, HandOffRows, LinkProof } from "./hand-off.types.ts";
import { authOf } from "./keys.ts";
import type { Link } from "./link.ts";
import { makeHandOff, makeResult, openResult } from "./protocol.ts";
import { newRoot } from "./root-key.ts";
import { factsOf } from "./row.ts";
import { LEASE_MS } from "./state.ts";

/** Two replicas on one store, and how often the log says that something happened to a hand-off. */
export type Replicas = { rows: readonly [HandOffRows, HandOffRows]; told(kind: string, id: string): Promise<number> };
export type WithReplicas = (work: (replicas: Replicas) => Promise<void>) => Promise<void>;

export const NOW = Date.UTC(2026, 10, 23);
export const ANNA = { id: "anna" };
export const { root } = await newRoot();
export const REPORT = '{"formatVersion":1}';

/** A hand-off as the founder's browser makes and sends it. */
export async function sent(rows: HandOffRows, passcode: string | null = null, life = 3 * 3_600_000) {
  const wanted = { from: "Anna", role: "lucien_readonly", wanted: "orders", schemas: [], note: "", host: null };
  const made = await makeHandOff(root, { ...wanted, passcode: passcode !== null, lifeMs: life }, { now: NOW });
  const row = await addHandOff(rows, ANNA, { ...made, passcode }, NOW);
  return { ...made, row };
}

export async function proofOf(link: Link, holder: string): Promise<LinkProof> {
  return { id: link.id, auth: await authOf(link), holder };
}

export function signedBy(link: Link, host = "db.example.com", attempt = 1) {
  const where = { host, port: 5432, database: "shop", user: "lucien_readonly", role: "lucien_readonly" };
  const how = { way: "form", passwordMode: "verifier", sslmode: "require", sealed: null } as const;
  return makeResult(link, { id: link.id, attempt, ...where, ...how, finishedAt: "2026-11-23T00:00:00Z" }, REPORT);
}

export const HERE = { passcode: null, host: "db.example.com", takeOver: false, now: NOW };

/** What twenty do at the same time, on both replicas in turn: the outcomes, and what was thrown. */
export async function twenty<Value>(rows: Replicas["rows"], what: (rows: HandOffRows, i: number) => Promise<Value>) {
  const tries = Array.from({ length: 20 }, (_, i) => what(rows[i % 2 === 0 ? 0 : 1], i));
  const settled = await Promise.allSettled(tries);
  const codes = settled.flatMap((one) => (one.status === "rejected" ? [String(one.reason.code)] : []));
  return { values: settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])), codes };
}

async function claimed(rows: HandOffRows) {
  const made = await sent(rows);
  const proof = await proofOf(made.link, "mine");
  await claimLink(rows, proof, HERE);
  return { ...made, proof };
}

async function completed(rows: HandOffRows) {
  const made = await claimed(rows);
  const result = await signedBy(made.link);
  await completeLink(rows, made.proof, { result, report: REPORT }, NOW);
  return made;
}

/** What holds on every store, with two replicas at once: of many exactly one wins. */
export function racesOn(on: string, withReplicas: WithReplicas): void {
  test(`${on}: of twenty browsers that claim a link at once one has it, the others are told`, () =>
    withReplicas(async ({ rows, told }) => {
      const { link } = await sent(rows[0]);
      const { values, codes } = await twenty(rows, async (on, i) => claimLink(on, await proofOf(link, `b${i}`), HERE));
      assert.deepEqual(codes, []);
      assert.equal(values.filter((begun) => begun.kind === "record" && begun.mine).length, 1);
      assert.equal(values.filter((begun) => begun.kind === "in-use").length, 19);
      assert.equal(await told("hand-off.claimed", link.id), 1);
    }));

  test(`${on}: of twenty results one is kept, and sending it again is answered the same`, () =>
    withReplicas(async ({ rows, told }) => {
      const { link, proof } = await claimed(rows[0]);
      const results = await Promise.all(Array.from({ length: 20 }, (_, i) => signedBy(link, `h${i}.example.com`)));
      const { values, codes } = await twenty(rows, (on, i) =>
        completeLink(on, proof, { result: results[i] as (typeof results)[0], report: REPORT }, NOW),
      );
      assert.deepEqual([values.length, new Set(codes)], [1, new Set(["refused.link"])]);
      assert.equal(await told("hand-off.completed", link.id), 1);
      const kept = values[0] as HandOffRow;
      const won = results.find((result) => JSON.stringify(result) === kept.result);
      assert.ok(won);
      const again = await completeLink(rows[1], proof, { result: won, report: REPORT }, NOW);
      assert.equal(again.version, kept.version);
      assert.equal(again.verifier, null);
    }));

  test(`${on}: twenty collect the same result, once; twenty say that they have it, once`, () =>
    withReplicas(async ({ rows, told }) => {
      const { link, box } = await completed(rows[0]);
      const { values } = await twenty(rows, (on) => collectHandOff(on, link.id, ANNA, NOW));
      assert.equal(new Set(values.map((value) => JSON.stringify(value))).size, 1);
      const [first] = values;
      assert.ok(first && first.box === box);
      assert.equal((await openResult(root, first, first.result, first.report)).result.host, "db.example.com");
      assert.equal(await told("hand-off.collected", link.id), 1);
      await twenty(rows, (on) => finishHandOff(on, link.id, ANNA, NOW));
      assert.equal(await told("hand-off.finished", link.id), 1);
      const row = await rows[1].get(link.id);
      assert.deepEqual([row?.box, row?.result, row?.report, row?.verifier], [null, null, null, null]);
    }));

  test(`${on}: of a stop and a result that come together one wins, whatever the order`, () =>
    withReplicas(async ({ rows, told }) => {
      const { link, proof } = await claimed(rows[0]);
      const result = await signedBy(link);
      await twenty(rows, (on, i) =>
        i % 2 === 0 ? revokeHandOff(on, link.id, ANNA, NOW) : completeLink(on, proof, { result, report: REPORT }, NOW),
      );
      const stopped = await told("hand-off.revoked", link.id);
      assert.equal(stopped + (await told("hand-off.completed", link.id)), 1);
      const row = await rows[0].get(link.id);
      assert.equal(row?.state, stopped === 1 ? "revoked" : "completed");
      assert.equal(row?.verifier, null);
    }));

  test(`${on}: of twenty that send the link anew one is the next attempt`, () =>
    withReplicas(async ({ rows, told }) => {
      const { link, proof } = await claimed(rows[0]);
      const wanted = { from: "Anna", role: "r", wanted: "x", schemas: [], note: "", host: null, passcode: false };
      const next = await makeHandOff(
        root,
        { ...wanted, lifeMs: 3_600_000 },
        { now: NOW, again: { id: link.id, attempt: 1 } },
      );
      const { values } = await twenty(rows, (on) => resendHandOff(on, ANNA, { ...next, passcode: null }, NOW));
      assert.deepEqual([values.length, await told("hand-off.resent", link.id)], [1, 1]);
      await assert.rejects(proveHeld(rows[1], proof, { now: NOW, seen: null }), { code: "refused.link" });
      assert.equal((await claimLink(rows[1], await proofOf(next.link, "mine"), HERE)).kind, "record");
    }));

  test(`${on}: a lease that ended is another browser's to take, and the first one is fenced off and told`, () =>
    withReplicas(async ({ rows }) => {
      const { link, proof } = await claimed(rows[0]);
      const later = NOW + LEASE_MS;
      const second = await proofOf(link, "second");
      const begun = await claimLink(rows[1], second, { ...HERE, now: later });
      assert.ok(begun.kind === "record" && begun.mine);
      assert.deepEqual(begun.earlierClaims, [NOW]);
      for (const act of [
        () => proveHeld(rows[0], proof, { now: later, seen: null }),
        () => stepLink(rows[0], proof, "run", later),
        async () => completeLink(rows[0], proof, { result: await signedBy(link), report: REPORT }, later),
      ]) {
        await assert.rejects(act(), { code: "refused.link-taken" });
      }
      const row = await rows[0].get(link.id);
      assert.deepEqual(row && factsOf(row).timeline.map(({ kind }) => kind), ["sent", "claimed", "taken-over"]);
    }));
}
