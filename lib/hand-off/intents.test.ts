import assert from "node:assert/strict";
import { test } from "node:test";
import { isVerifier } from "../credentials/scram.ts";
import { sealTo } from "../credentials/seal.ts";
import type { HandOffRecord, HandOffResult, KnownLogin } from "./hand-off.types.ts";
import { HAND_OFF_INTENTS, type HandOffIntent, makesPassword } from "./intent.ts";
import { isSignedRecord, signRecord } from "./keys.ts";
import { checkRecord, type Intent, makeHandOff, makeResult, openResult, type ResultParts } from "./protocol.ts";
import { newRoot } from "./root-key.ts";
import { completeSchema, orderSchema } from "./schema.ts";

const { root } = await newRoot();
const NOW = Date.UTC(2026, 10, 23);
const REPORT = '{"formatVersion":1,"life":null}';
const LOGIN: KnownLogin = {
  connection: "AAAAAAAAAAAAAAAAAAAAAA",
  host: "db.example.com",
  port: 5432,
  database: "shop",
  sslmode: "require",
  adopt: false,
};
const ABOUT = HAND_OFF_INTENTS.filter((intent) => intent !== "create");
const SHARED = { from: "Ada", role: "lucien_readonly", wanted: "", schemas: [], note: "", passcode: false };

function make(intent: HandOffIntent, change: Partial<Intent> = {}) {
  const login = intent === "create" ? null : LOGIN;
  const host = login?.host ?? null;
  return makeHandOff(root, { ...SHARED, host, intent, login, lifeMs: 3_600_000, ...change }, { now: NOW });
}

function parts(id: string, intent: HandOffIntent, change: Partial<HandOffResult> = {}): ResultParts {
  const { host, port, database, sslmode } = LOGIN;
  const passwordMode = makesPassword(intent) ? "verifier" : "none";
  const who = { user: SHARED.role, role: SHARED.role, sealed: null, finishedAt: "2026-11-23T09:00:00.000Z" };
  const what = { id, attempt: 1, intent, outcome: "done", way: "form", passwordMode } as const;
  return { ...what, host, port, database, sslmode, ...who, ...change };
}

for (const intent of ABOUT) {
  test(`${intent}: the engineer's browser takes it as it was signed, and no other intent and no other login in its place`, async () => {
    const { link, record } = await make(intent);
    assert.deepEqual(await checkRecord(link, record), record.value);
    const others = HAND_OFF_INTENTS.filter((one) => one !== intent).map((one) => ({ ...record.value, intent: one }));
    const moved = Object.entries(LOGIN).map(([field, value]) => {
      const other = typeof value === "string" ? `${value}x` : typeof value === "number" ? value + 1 : !value;
      return { ...record.value, login: { ...LOGIN, [field]: other } as KnownLogin };
    });
    const without = [
      { ...record.value, login: null },
      { ...record.value, intent: "create" as const, login: null },
    ];
    for (const value of [...others, ...moved, ...without]) {
      await assert.rejects(checkRecord(link, { ...record, value }), { code: "refused.record-changed" });
    }
  });

  test(`${intent}: ${makesPassword(intent) ? "a password travels as its verifier" : "nothing of a password travels"}`, async () => {
    const { record } = await make(intent);
    const { verifier, sealTo: key } = record.value;
    if (makesPassword(intent)) assert.ok(isVerifier(verifier ?? "") && key !== null);
    else assert.deepEqual([verifier, key], [null, null]);
  });

  test(`${intent}: the founder's browser takes the answer to what she asked about that login, and no other`, async () => {
    const { link, record, box } = await make(intent);
    const kept = { id: link.id, attempt: 1, box };
    const opened = async (change: Partial<HandOffResult>) =>
      openResult(root, kept, await makeResult(link, parts(link.id, intent, change), REPORT), REPORT);
    const { result, password } = await opened({});
    assert.deepEqual([result.intent, result.outcome, password !== null], [intent, "done", makesPassword(intent)]);
    const passwordMode = makesPassword(intent) ? "none" : "verifier";
    const sealed = await sealTo(record.value.sealTo ?? (await make("rotate")).record.value.sealTo ?? "", "x");
    for (const change of [
      { intent: intent === "pause" ? "resume" : "pause" },
      { intent: "create", outcome: null },
      { host: "db.elsewhere.example" },
      { database: "another" },
      { passwordMode },
      ...(makesPassword(intent) ? [] : [{ passwordMode: "sealed", sealed }]),
    ] as Partial<HandOffResult>[]) {
      await assert.rejects(opened(change), { code: "refused.result-changed" });
    }
    assert.equal((await opened({ host: "DB.example.com." })).result.host, "DB.example.com.");
  });
}

test("what became of the login cannot be changed on the way", async () => {
  const { link, box } = await make("remove");
  const signed = await makeResult(link, parts(link.id, "remove", { outcome: "left" }), REPORT);
  const value = { ...signed.value, outcome: "done" as const };
  await assert.rejects(openResult(root, { id: link.id, attempt: 1, box }, { ...signed, value }, REPORT), {
    code: "refused.result-changed",
  });
});

test("a link for a new login has the MAC that it had before links could ask for anything else", async () => {
  const { link, record } = await make("create");
  const { intent: _, login: __, ...before } = record.value;
  // As the signature of then was written: these fields, in this order, and nothing behind them.
  const fields = [before.id, before.attempt, before.from, before.role, before.wanted, before.schemas, before.note];
  const more = [before.host, before.createdAt, before.expiresAt, before.passcode, before.verifier, before.sealTo];
  const bytes = new TextEncoder().encode(JSON.stringify(["lucien-readonly/record/1", ...fields, ...more]));
  const raw = await hkdf(link.secret, link.id, "lucien-readonly/link-mac-record/1");
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = Buffer.from(await crypto.subtle.sign("HMAC", key, bytes)).toString("base64url");
  assert.equal(record.mac, mac);
  assert.equal(await isSignedRecord(link, record.value, mac), true);
  assert.notEqual(mac, await signRecord(link, { ...record.value, intent: "pause" } as HandOffRecord));
});

async function hkdf(secret: Uint8Array<ArrayBuffer>, salt: string, info: string): Promise<ArrayBuffer> {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const text = new TextEncoder();
  return crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: text.encode(salt), info: text.encode(info) },
    material,
    256,
  );
}

test("the server takes a password's verifier where one is made and nowhere else, and a login where one is asked about", async () => {
  const order = async (intent: HandOffIntent, change: Partial<HandOffRecord> = {}) => {
    const { record, authHash, box } = await make(intent);
    const value = { ...record.value, ...change };
    return orderSchema.safeParse({ record: { ...record, value }, authHash, box, passcode: null }).success;
  };
  const { verifier, sealTo: key } = (await make("create")).record.value;
  for (const intent of HAND_OFF_INTENTS) assert.equal(await order(intent), true);
  assert.equal(await order("pause", { verifier, sealTo: key }), false);
  assert.equal(await order("rotate", { verifier: null }), false);
  assert.equal(await order("pause", { login: null }), false);
  assert.equal(await order("create", { login: LOGIN }), false);
});

test("a page that was loaded before links could ask for anything else still hands its result over", async () => {
  const { link } = await make("create");
  const { value, mac } = await makeResult(link, { ...parts(link.id, "create"), outcome: null }, REPORT);
  const { intent: _, outcome: __, ...before } = value;
  const { result } = completeSchema.parse({ result: { value: before, mac }, report: REPORT });
  assert.deepEqual([result.value.intent, result.value.outcome], ["create", null]);
});
