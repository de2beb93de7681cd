import assert from "node:assert/strict";
import { test } from "node:test";
import { beginLink, claimLink, completeLink } from "./engineer-moves.ts";
import { addHandOff, collectHandOff, finishHandOff, resendHandOff } from "./founder-moves.ts";
import type { HandOffRows } from "./hand-off.types.ts";
import type { LifeIntent } from "./intent.ts";
import { ANNA, HERE, NOW, proofOf, REPORT, root, sent, signedBy, type WithReplicas } from "./moves.fixture.ts";
import { checkRecord, makeHandOff, makeResult, openResult } from "./protocol.ts";
import { founderView } from "./row.ts";

const PLACE = { host: "db.example.com", port: 5432, database: "shop", sslmode: "require" } as const;

function order(intent: LifeIntent, again?: { id: string; attempt: number }) {
  const login = { connection: "AAAAAAAAAAAAAAAAAAAAAA", ...PLACE, adopt: false };
  const shared = { from: "Anna", role: "lucien_readonly", wanted: "", schemas: [], note: "", host: PLACE.host };
  return makeHandOff(root, { ...shared, intent, login, passcode: false, lifeMs: 3_600_000 }, { now: NOW, again });
}

async function asked(rows: HandOffRows, intent: LifeIntent) {
  const made = await order(intent);
  const row = await addHandOff(rows, ANNA, { ...made, passcode: null }, NOW);
  const proof = await proofOf(made.link, "mine");
  const did = (what: LifeIntent, outcome: "done" | "unchanged" = "done") => {
    const how = { way: "form", passwordMode: what === "rotate" ? "verifier" : "none", sealed: null } as const;
    const parts = { id: made.link.id, attempt: 1, intent: what, outcome, ...how, ...PLACE, user: "l", role: "l" };
    return makeResult(made.link, { ...parts, finishedAt: "2026-11-23T00:00:00Z" }, REPORT);
  };
  return { ...made, row, proof, did };
}

/** What holds on every store for a link about a login that stands, and for links that were kept before there were any. */
export function livesOn(on: string, withReplicas: WithReplicas): void {
  test(`${on}: a pause goes its whole way without a verifier; said twice it is one, and another act is not taken for it`, () =>
    withReplicas(async ({ rows, told }) => {
      const { link, record, row, proof, did } = await asked(rows[0], "pause");
      assert.equal(row.verifier, null);
      const begun = await claimLink(rows[1], proof, HERE);
      assert.ok(begun.kind === "record" && begun.mine);
      assert.deepEqual(await checkRecord(link, begun.record), record.value);
      const other = await did("remove");
      await assert.rejects(completeLink(rows[0], proof, { result: other, report: REPORT }, NOW), {
        code: "refused.link",
      });
      const result = await did("pause");
      const first = await completeLink(rows[0], proof, { result, report: REPORT }, NOW);
      const again = await completeLink(rows[1], proof, { result, report: REPORT }, NOW);
      assert.equal(again.version, first.version);
      assert.equal(await told("hand-off.completed", link.id), 1);
      await assert.rejects(
        completeLink(rows[1], proof, { result: await did("pause", "unchanged"), report: REPORT }, NOW),
        { code: "refused.link" },
      );
      const got = await collectHandOff(rows[1], link.id, ANNA, NOW);
      const { result: opened, password } = await openResult(root, got, got.result, got.report);
      assert.deepEqual([opened.intent, opened.outcome, password], ["pause", "done", null]);
      await finishHandOff(rows[0], link.id, ANNA, NOW);
      await assert.rejects(beginLink(rows[0], proof, { passcode: null, now: NOW }), { code: "refused.link" });
    }));

  test(`${on}: sent anew a link is about the same, and never about something else`, () =>
    withReplicas(async ({ rows }) => {
      const { link } = await asked(rows[0], "pause");
      const before = { id: link.id, attempt: 1 };
      const other = await order("remove", before);
      await assert.rejects(resendHandOff(rows[1], ANNA, { ...other, passcode: null }, NOW), (error: { code: string }) =>
        error.code.startsWith("refused."),
      );
      const same = await order("pause", before);
      assert.equal((await resendHandOff(rows[1], ANNA, { ...same, passcode: null }, NOW)).attempt, 2);
    }));

  test(`${on}: a link that was kept before links had an intent asks for a new login, and works to its end`, () =>
    withReplicas(async ({ rows }) => {
      const { link, row, record } = await sent(rows[0]);
      const kept = JSON.parse(row.record);
      const { intent: _, login: __, ...value } = kept.value;
      const set = { record: JSON.stringify({ ...kept, value }) };
      const old = await rows[0].move({ id: row.id, version: row.version, from: ["sent"], set, now: NOW });
      assert.ok(old !== null && !old.record.includes("intent"));
      assert.deepEqual(
        [founderView(old, "anna").record.intent, founderView(old, "anna").record.login],
        ["create", null],
      );
      const proof = await proofOf(link, "mine");
      const begun = await claimLink(rows[1], proof, HERE);
      assert.ok(begun.kind === "record");
      assert.deepEqual(await checkRecord(link, begun.record), record.value);
      const result = await signedBy(link);
      await completeLink(rows[1], proof, { result, report: REPORT }, NOW);
      const got = await collectHandOff(rows[0], link.id, ANNA, NOW);
      // And what was handed over then, too: its value named neither.
      const { intent: ___, outcome: ____, ...bare } = got.result.value;
      const { password } = await openResult(
        root,
        got,
        { ...got.result, value: bare as typeof result.value },
        got.report,
      );
      assert.match(password ?? "", /^[A-Za-z0-9]{32}$/);
    }));
}
