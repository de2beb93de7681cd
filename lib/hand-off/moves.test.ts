import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { openStore } from "../store/open-store.ts";
import { beginLink, claimLink, completeLink, proveHeld, stepLink } from "./engineer-moves.ts";
import { collectHandOff, finishHandOff, revokeHandOff } from "./founder-moves.ts";
import type { HandOffRows, LinkProof } from "./hand-off.types.ts";
import { keepHouse } from "./house.ts";
import { livesOn } from "./life-moves.fixture.ts";
import {
  ANNA,
  HERE,
  NOW,
  proofOf,
  REPORT,
  racesOn,
  sent,
  signedBy,
  twenty,
  type WithReplicas,
} from "./moves.fixture.ts";
import { checkRecord } from "./protocol.ts";
import { factsOf, founderView } from "./row.ts";
import { DAY, LEASE_MS, SCRIPT_LIFE_MS } from "./state.ts";

const withReplicas: WithReplicas = async (work) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hand-off-"));
  const stores = [await openStore({ folder }), await openStore({ folder })] as const;
  try {
    const told = async (kind: string, subject: string) =>
      (await stores[0].activity.list({ limit: 100, subject })).filter((line) => line.kind === kind).length;
    await work({ rows: [stores[0].handOffs, stores[1].handOffs], told });
  } finally {
    await Promise.all(stores.map((store) => store.close()));
    fs.rmSync(folder, { recursive: true });
  }
};

racesOn("SQLite", withReplicas);
livesOn("SQLite", withReplicas);

function story(name: string, work: (rows: HandOffRows) => Promise<void>): void {
  test(name, () => withReplicas(({ rows }) => work(rows[0])));
}

const LOOK = { passcode: null, now: NOW };

story("begin shows what the founder signed, as often as it is asked, and changes nothing", async (rows) => {
  const { link, row, record } = await sent(rows);
  const proof = await proofOf(link, "engineer");
  for (let i = 0; i < 3; i++) {
    const begun = await beginLink(rows, proof, LOOK);
    assert.ok(begun.kind === "record" && !begun.mine && begun.state === "sent");
    assert.deepEqual(await checkRecord(link, begun.record), record.value);
  }
  assert.deepEqual(await rows.get(link.id), row);
});

story("unknown, wrong, expired, stopped, used and locked links get one and the same answer", async (rows) => {
  const answers: string[] = [];
  const ask = async (proof: LinkProof, now = NOW) => {
    // One after the other: whichever is refused before somebody listens would end the test.
    for (const act of [
      () => beginLink(rows, proof, { passcode: null, now }),
      () => claimLink(rows, proof, { ...HERE, now }),
    ]) {
      await act().then(
        () => assert.fail("was let in"),
        (error) => answers.push(JSON.stringify(error)),
      );
    }
  };
  const fresh = await sent(rows);
  const proof = await proofOf(fresh.link, "me");
  await ask({ ...proof, id: "AAAAAAAAAAAAAAAAAAAAAA" });
  await ask({ ...proof, auth: `${proof.auth.slice(0, -1)}_` });
  await ask(proof, NOW + 4 * 3_600_000);
  const stopped = await sent(rows);
  await revokeHandOff(rows, stopped.link.id, ANNA, NOW);
  await ask(await proofOf(stopped.link, "me"));
  const used = await sent(rows);
  const user = await proofOf(used.link, "me");
  await claimLink(rows, user, HERE);
  await completeLink(rows, user, { result: await signedBy(used.link), report: REPORT }, NOW);
  await ask(user);
  const locked = await sent(rows, "4711");
  const guesser = await proofOf(locked.link, "me");
  for (let i = 0; i < 10; i++) await beginLink(rows, guesser, { passcode: "no", now: NOW }).catch(() => null);
  await ask(guesser);
  assert.equal(answers.length, 12);
  assert.equal(new Set(answers).size, 1);
});

story("a passcode that nobody with the link has tried is never counted", async (rows) => {
  const { link } = await sent(rows, "4711");
  const stranger = { ...(await proofOf(link, "s")), auth: "AAAA" };
  for (let i = 0; i < 12; i++) {
    await assert.rejects(beginLink(rows, stranger, { passcode: "4711", now: NOW }), { code: "refused.link" });
  }
  const engineer = await proofOf(link, "e");
  assert.deepEqual(await beginLink(rows, engineer, LOOK), { kind: "passcode", triesLeft: 10 });
  assert.deepEqual(await beginLink(rows, engineer, { passcode: "1", now: NOW }), { kind: "passcode", triesLeft: 9 });
  assert.equal((await beginLink(rows, engineer, { passcode: "4711", now: NOW })).kind, "record");
});

test("many passcodes at once get no more than ten tries", () =>
  withReplicas(async ({ rows, told }) => {
    const { link } = await sent(rows[0], "4711");
    const { values, codes } = await twenty(rows, async (on, i) =>
      claimLink(on, await proofOf(link, `b${i}`), { ...HERE, passcode: `wrong ${i}` }),
    );
    assert.ok(values.every((begun) => begun.kind === "passcode"));
    assert.equal(values.length, 9);
    assert.deepEqual(new Set(codes), new Set(["refused.link"]));
    assert.equal(await told("hand-off.locked", link.id), 1);
    const late = claimLink(rows[0], await proofOf(link, "mine"), { ...HERE, passcode: "4711" });
    await assert.rejects(late, { code: "refused.link" });
  }));

story(
  "the way of a script: no lease, seven days, and a second browser takes over only when it says so",
  async (rows) => {
    const { link, row } = await sent(rows);
    const [first, second] = [await proofOf(link, "first"), await proofOf(link, "second")];
    await claimLink(rows, first, HERE);
    const waiting = await stepLink(rows, first, "wait", NOW);
    assert.deepEqual([waiting.leaseUntil, waiting.expiresAt], [null, NOW + SCRIPT_LIFE_MS]);
    const later = NOW + 5 * DAY;
    assert.ok(later > row.expiresAt);
    const meanwhile = await beginLink(rows, second, { passcode: null, now: later });
    assert.deepEqual(meanwhile, { kind: "in-use", since: NOW, until: null, canTakeOver: true });
    const mine = await claimLink(rows, first, { ...HERE, now: later });
    assert.ok(mine.kind === "record" && mine.state === "waiting-for-script");
    const taken = await claimLink(rows, second, { ...HERE, now: later, takeOver: true });
    assert.ok(taken.kind === "record" && taken.mine && taken.state === "claimed");
    await assert.rejects(stepLink(rows, first, "run", later), { code: "refused.link-taken" });
  },
);

story("a run that failed leaves the link with its browser; the founder sees each step once", async (rows) => {
  const { link } = await sent(rows);
  const proof = await proofOf(link, "me");
  await claimLink(rows, proof, HERE);
  for (const seen of ["connecting", "connecting", "reviewing"] as const)
    await proveHeld(rows, proof, { now: NOW, seen });
  await stepLink(rows, proof, "run", NOW);
  await stepLink(rows, proof, "failed", NOW);
  const row = await stepLink(rows, proof, "run", NOW);
  const kinds = factsOf(row).timeline.map(({ kind }) => kind);
  assert.deepEqual(kinds, ["sent", "claimed", "connecting", "reviewing", "running", "run-failed", "running"]);
  const view = founderView(row, ANNA.id);
  assert.ok(view.mine && !founderView(row, "bert").mine);
  assert.equal(JSON.stringify(view).includes("SCRAM-SHA-256"), false);
});

story("signs of life renew the lease, at most every two minutes", async (rows) => {
  const { link } = await sent(rows, null, 3 * DAY);
  const proof = await proofOf(link, "me");
  await claimLink(rows, proof, HERE);
  const soon = await proveHeld(rows, proof, { now: NOW + 60_000, seen: null });
  assert.equal(soon.leaseUntil, NOW + LEASE_MS);
  let now = NOW;
  for (let i = 0; i < 8; i++) {
    now += 15 * 60_000;
    assert.equal((await proveHeld(rows, proof, { now, seen: null })).leaseUntil, now + LEASE_MS);
  }
});

story("a browser that is still there keeps its claim, and the timeline stays short", async (rows) => {
  const { link } = await sent(rows, null, 3 * DAY);
  const proof = await proofOf(link, "me");
  await claimLink(rows, proof, HERE);
  await stepLink(rows, proof, "run", NOW);
  const row = await stepLink(rows, proof, "still", NOW + LEASE_MS - 1);
  assert.deepEqual([row.state, row.leaseUntil], ["running", NOW + 2 * LEASE_MS - 1]);
  assert.equal(factsOf(row).timeline.length, 3);
  const waiting = await stepLink(rows, proof, "wait", NOW);
  assert.equal((await stepLink(rows, proof, "still", NOW)).version, waiting.version);
});

story("a result of another attempt or hand-off is not taken", async (rows) => {
  const { link } = await sent(rows);
  const proof = await proofOf(link, "me");
  await claimLink(rows, proof, HERE);
  const result = await signedBy(link, "db.example.com", 2);
  await assert.rejects(completeLink(rows, proof, { result, report: REPORT }, NOW), { code: "refused.link" });
});

story(
  "only who sent it collects; nothing is deleted before it is collected; a link that is over stays over",
  async (rows) => {
    const { link } = await sent(rows);
    const proof = await proofOf(link, "me");
    await assert.rejects(collectHandOff(rows, link.id, ANNA, NOW), { code: "refused.hand-off-state" });
    await claimLink(rows, proof, HERE);
    await completeLink(rows, proof, { result: await signedBy(link), report: REPORT }, NOW);
    await assert.rejects(collectHandOff(rows, link.id, { id: "bert" }, NOW), { code: "refused.not-yours" });
    await assert.rejects(finishHandOff(rows, link.id, ANNA, NOW), { code: "refused.hand-off-state" });
    await assert.rejects(revokeHandOff(rows, link.id, ANNA, NOW), { code: "refused.hand-off-state" });
    await collectHandOff(rows, link.id, ANNA, NOW);
    assert.equal((await finishHandOff(rows, link.id, ANNA, NOW)).box, null);
    assert.ok(founderView(await finishHandOff(rows, link.id, ANNA, NOW), ANNA.id).finished);
  },
);

story("what has run out ends: a lease first, then the link, and the founder's timeline says so", async (rows) => {
  const { link } = await sent(rows);
  const house = rows as Parameters<typeof keepHouse>[0];
  await claimLink(rows, await proofOf(link, "me"), HERE);
  await keepHouse(house, NOW + LEASE_MS - 1);
  assert.equal((await rows.get(link.id))?.state, "claimed");
  await keepHouse(house, NOW + LEASE_MS);
  assert.equal((await rows.get(link.id))?.state, "sent");
  await keepHouse(house, NOW + 3 * 3_600_000);
  const row = await rows.get(link.id);
  assert.deepEqual([row?.state, row?.verifier, row?.box], ["expired", null, null]);
  assert.deepEqual(row && factsOf(row).timeline.map(({ kind }) => kind), ["sent", "claimed", "released", "expired"]);
});
