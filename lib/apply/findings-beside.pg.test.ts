import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../audit/finding.ts";
import { inspect } from "../inspect/inspect.ts";
import { asAdmin, makeShop, requestFor, run } from "../testing/apply-shop.ts";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import type { ApplyOptions } from "./apply.ts";
import type { ComingFindings, Survey } from "./survey.ts";

const LAST = VERSIONS.at(-1) ?? 18;
const NOTHING: Finding[] = [];

/** A run whose findings come over a session of their own: as `findings` says, once for each attempt. */
async function runWith(findings: (Finding[] | ComingFindings)[], options: Partial<ApplyOptions> = {}) {
  return withDatabase(LAST, async (db) => {
    const admin = await db.admin("createrole");
    await makeShop(db, admin);
    const request = requestFor(db);
    const left = [...findings];
    const survey: Survey = async (client) => ({
      snapshot: await inspect(client, { role: request.role }),
      findings: left.shift() ?? assert.fail("asked once too often"),
    });
    const applied = await asAdmin(db, admin, (client) => run(client, request, { survey, ...options }));
    assert.equal(left.length, 0);
    return applied;
  });
}

/** Answers when the run has committed, and not before. */
function afterCommit(answer: Finding[] | null) {
  const { promise: soon, resolve } = Promise.withResolvers<Finding[] | null>();
  const onEvent: ApplyOptions["onEvent"] = ({ type }) => type === "apply.committed" && resolve(answer);
  return { soon, onEvent };
}

const neverAsked = () => assert.fail("the run's own session is not to be asked");

test("findings that take longer than the grants hold nobody up, and are told", async () => {
  const { soon, onEvent } = afterCommit(NOTHING);
  const applied = await runWith([{ soon, instead: neverAsked }], { onEvent });
  assert.equal(applied.findings, NOTHING);
  assert.equal(applied.plan.outcome, "create");
});

test("where their session is lost behind the COMMIT the run's own is asked", async () => {
  const { soon, onEvent } = afterCommit(null);
  const applied = await runWith([{ soon, instead: async () => NOTHING }], { onEvent });
  assert.equal(applied.findings, NOTHING);
});

test("where it is lost before that, nothing stands and the run is begun again", async () => {
  const lost = { soon: Promise.resolve(null), instead: neverAsked };
  const begun: number[] = [];
  const onEvent: ApplyOptions["onEvent"] = (event) => event.type === "apply.committed" && begun.push(1);
  const applied = await runWith([lost, NOTHING], { onEvent });
  assert.equal(begun.length, 1, "committed once");
  assert.equal(applied.plan.outcome, "create", "the first attempt left no role");
});
