import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../secret.ts";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import type { Target } from "./client.ts";
import { connectInSteps, type VisibleStepEvent } from "./connect-steps.ts";
import { sql } from "./sql.ts";

const [version = 17] = VERSIONS;

async function run(target: Target, look = async () => ({ value: 1, sentence: "All is seen." })) {
  const events: VisibleStepEvent[] = [];
  const outcome = await connectInSteps(target, {}, (event) => events.push(event), look).catch((error) => error.code);
  return { outcome, told: events.map((event) => `${event.step} ${event.state}`), events };
}

test("five steps pass one after the other, each with its time and a sentence", () =>
  withDatabase(version, async (db) => {
    const { outcome, told, events } = await run(db.targetFor(db.superuser.user, db.superuser.password));
    assert.equal(outcome, 1);
    const steps = ["find", "reach", "secure", "sign-in", "look"];
    assert.deepEqual(
      told,
      steps.flatMap((step) => [`${step} running`, `${step} passed`]),
    );
    for (const event of events) if (event.state === "passed") assert.match(event.sentence, /\.$/);
  }));

test("the step at fault fails with its error, and no later one starts", () =>
  withDatabase(version, async (db) => {
    const good = db.targetFor(db.superuser.user, db.superuser.password);
    const lost = await run({ ...good, host: "nowhere.invalid" });
    assert.deepEqual(lost.told, ["find running", "find failed"]);
    const closed = await run({ ...good, port: 1 });
    assert.deepEqual(closed.told.slice(-2), ["reach running", "reach failed"]);
    const plain = await run({ ...good, tls: "verify-full" });
    assert.deepEqual(plain.told.slice(-2), ["secure running", "secure failed"]);
    assert.equal(plain.outcome, "connect.no-encryption");
    const wrong = await run({ ...good, password: new Secret("wrong") });
    assert.deepEqual(wrong.told.slice(-2), ["sign-in running", "sign-in failed"]);
    const event = wrong.events.at(-1);
    assert.ok(event?.state === "failed");
    assert.equal(event.error.code, "connect.password-rejected");
    assert.equal(event.error.field, "password");
  }));

test("a look around that fails is the fifth step's failure", () =>
  withDatabase(version, async (db) => {
    const target = db.targetFor(db.superuser.user, db.superuser.password);
    const events: VisibleStepEvent[] = [];
    await assert.rejects(
      connectInSteps(
        target,
        {},
        (event) => events.push(event),
        async (client) => ({ value: (await client.query(sql`select nowhere`)).rows, sentence: "" }),
      ),
      { sqlstate: "42703" },
    );
    const last = events.at(-1);
    assert.ok(last?.state === "failed");
    assert.equal(last.step, "look");
  }));
