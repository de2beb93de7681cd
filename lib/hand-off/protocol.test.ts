import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isVerifier } from "../credentials/scram.ts";
import { sealTo } from "../credentials/seal.ts";
import { sha256Hex } from "./bytes.ts";
import type { HandOffRecord, HandOffResult } from "./hand-off.types.ts";
import { authOf, hashOf, isSignedRecord, isSignedResult, signRecord, signResult } from "./keys.ts";
import { parseLink } from "./link.ts";
import { checkRecord, type Intent, isSameHost, linkAgain, makeHandOff, makeResult, openResult } from "./protocol.ts";
import { newRoot } from "./root-key.ts";

const { root } = await newRoot();
const NOW = Date.UTC(2026, 10, 23);
const INTENT: Intent = {
  from: "Ada",
  role: "lucien_readonly",
  wanted: "orders and customers, no passwords",
  schemas: ["public", "billing"],
  note: "thanks",
  host: "db.example.com",
  passcode: false,
  lifeMs: 3_600_000,
};
const made = await makeHandOff(root, INTENT, { now: NOW });
const { link, record, box } = made;
const kept = { id: record.value.id, attempt: 1, box };
const REPORT = '{"verdict":"read-only"}';
const PARTS: Omit<HandOffResult, "reportHash"> = {
  id: record.value.id,
  attempt: 1,
  way: "form",
  passwordMode: "verifier",
  host: "db.example.com",
  port: 5432,
  database: "shop",
  user: "lucien_readonly",
  role: "lucien_readonly",
  sslmode: "verify-full",
  sealed: null,
  reportHash: "",
  finishedAt: "2026-11-23T09:00:00.000Z",
} as HandOffResult;
const result = await makeResult(link, PARTS, REPORT);

/** Some other JSON value of the same kind, or of another one. */
function other(value: unknown): fc.Arbitrary<unknown> {
  const any = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
  return any.filter((drawn) => JSON.stringify(drawn) !== JSON.stringify(value));
}

function changed<Value extends object>(value: Value): fc.Arbitrary<Value> {
  const fields = Object.keys(value) as (keyof Value)[];
  return fc
    .constantFrom(...fields)
    .chain((field) => other(value[field]).map((drawn) => ({ ...value, [field]: drawn })));
}

test("the engineer's browser takes the record that the founder signed", async () => {
  assert.deepEqual(await checkRecord(link, record), record.value);
  assert.ok(isVerifier(record.value.verifier ?? ""));
  assert.equal(record.value.expiresAt, NOW + 3_600_000);
});

test("a change of any field of the record is noticed", async () => {
  await fc.assert(
    fc.asyncProperty(changed(record.value), async (tampered) => {
      assert.equal(await isSignedRecord(link, tampered as HandOffRecord, record.mac), false);
    }),
    { seed: 5, numRuns: 300 },
  );
  await assert.rejects(checkRecord(link, { ...record, value: { ...record.value, host: "evil.example" } }), {
    code: "refused.record-changed",
  });
});

test("a change of any field of the result is noticed", async () => {
  await fc.assert(
    fc.asyncProperty(changed(result.value), async (tampered) => {
      assert.equal(await isSignedResult(link, tampered as HandOffResult, result.mac), false);
    }),
    { seed: 5, numRuns: 300 },
  );
  for (const field of Object.keys(result.value)) {
    const value = { ...result.value, [field]: field === "attempt" ? 2 : `${result.value[field as "host"]}x` };
    await assert.rejects(openResult(root, kept, { ...result, value }, REPORT), { code: "refused.result-changed" });
  }
  await assert.rejects(openResult(root, kept, result, `${REPORT} `), { code: "refused.result-changed" });
});

test("text cannot move from one field to the next without being noticed", async () => {
  const a = { ...record.value, wanted: 'x","y', note: "z" };
  const b = { ...record.value, wanted: "x", note: 'y","z' };
  assert.notEqual(await signRecord(link, a), await signRecord(link, b));
  const one = { ...record.value, schemas: ["a", "b"] };
  assert.notEqual(await signRecord(link, one), await signRecord(link, { ...one, schemas: ['a","b'] }));
});

test("a record's MAC is no result's MAC, and another link vouches for neither", async () => {
  assert.notEqual(record.mac, await signResult(link, record.value as unknown as HandOffResult));
  const { link: second } = await makeHandOff(root, INTENT, { now: NOW });
  assert.equal(await isSignedRecord({ ...second, id: link.id }, record.value, record.mac), false);
  assert.equal(await isSignedResult({ ...second, id: link.id }, result.value, result.mac), false);
});

test("the founder's browser takes its own password, or the one that was sealed to it", async () => {
  const blind = await openResult(root, kept, result, REPORT);
  assert.match(blind.password ?? "", /^[A-Za-z0-9]{32}$/);
  const sealed = await sealTo(record.value.sealTo ?? "", "made by the host");
  const second = await makeResult(link, { ...PARTS, passwordMode: "sealed", sealed }, REPORT);
  assert.equal((await openResult(root, kept, second, REPORT)).password, "made by the host");
});

test("what is sent to the server holds neither link nor password", async () => {
  const { password } = await openResult(root, kept, result, REPORT);
  const sent = JSON.stringify({ record, box, authHash: made.authHash });
  const address = await linkAgain(root, kept, "https://access.example.com");
  const fragment = address.split("#")[1] ?? "";
  assert.equal(fragment.length, 36);
  for (const secret of [password ?? "", fragment.slice(0, 32)]) assert.ok(!sent.includes(secret));
  assert.deepEqual(await parseLink(address), link);
  assert.equal(made.authHash, await sha256Hex(await authOf(link)));
  assert.equal(made.authHash, await hashOf(await authOf(link)));
});

test("sent again: the same id, the next attempt, and nothing of the one before", async () => {
  const again = await makeHandOff(root, INTENT, { now: NOW, again: { id: link.id, attempt: 1 } });
  assert.deepEqual([again.record.value.id, again.record.value.attempt], [link.id, 2]);
  assert.notEqual(again.authHash, made.authHash);
  assert.notEqual(again.record.value.verifier, record.value.verifier);
  assert.equal(await isSignedRecord(again.link, record.value, record.mac), false);
  // The first attempt's box does not open in the second's place.
  await assert.rejects(linkAgain(root, { ...kept, attempt: 2 }, "https://a.example"), { code: "refused.other-key" });
});

test("another root opens nothing", async () => {
  const { root: another } = await newRoot();
  await assert.rejects(openResult(another, kept, result, REPORT), { code: "refused.other-key" });
});

test("hosts are compared as what they mean", () => {
  for (const [a, b] of [
    ["DB.example.com", "db.example.com."],
    [" 127.0.0.1", "127.1"],
    ["::1", "[0:0:0:0:0:0:0:1]"],
    ["bücher.example", "xn--bcher-kva.example"],
  ] as const) {
    assert.ok(isSameHost(a, b), `${a} ${b}`);
  }
  for (const [a, b] of [
    ["db.example.com", "db.example.com.evil.example"],
    ["db.example.com", "example.com"],
    ["127.0.0.1", "127.0.0.2"],
  ] as const) {
    assert.ok(!isSameHost(a, b), `${a} ${b}`);
  }
});
