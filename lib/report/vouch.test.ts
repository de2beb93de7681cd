import assert from "node:assert/strict";
import { test } from "node:test";
import { input, verification } from "./report.fixture.ts";
import { reportOf } from "./report.ts";
import { keyFromPem, newKeyPem, signedReport } from "./sign.ts";
import { isVouchedFor } from "./vouch.ts";

const KEY = keyFromPem(newKeyPem());
const FILE = signedReport(reportOf(input()), KEY, null);
const TOLD = verification();

test("what the signed report says, too, is vouched for; a verdict, number or place that was changed is not", () => {
  assert.equal(isVouchedFor(TOLD, FILE, KEY.keyId), true);
  const lies = [
    { ...TOLD, verdict: "can-write" as const },
    { ...TOLD, reach: "partial" as const },
    { ...TOLD, coverage: { ...TOLD.coverage, readable: 2 } },
    { ...TOLD, server: { ...TOLD.server, host: "elsewhere" } },
    { ...TOLD, server: { ...TOLD.server, role: "postgres" } },
    { ...TOLD, checkedAt: "2026-11-24T00:00:00.000Z" },
  ];
  for (const lie of lies) assert.equal(isVouchedFor(lie, FILE, KEY.keyId), false);
});

test("a report of another key, or one that was changed, vouches for nothing", () => {
  assert.equal(isVouchedFor(TOLD, FILE, keyFromPem(newKeyPem()).keyId), false);
  assert.equal(isVouchedFor(TOLD, FILE.replace("lucien_setup", "lucien_setuq"), KEY.keyId), false);
  assert.equal(isVouchedFor(TOLD, "", KEY.keyId), false);
});
