import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalJson, fileText } from "./canonical.ts";
import { checkReport } from "./check.ts";
import { fingerprintText } from "./english.ts";
import { reportKeyAt } from "./key-file.ts";
import { input } from "./report.fixture.ts";
import { reportOf } from "./report.ts";
import { type ReportFile, reportFileSchema } from "./schema.ts";
import { fileOf, keyFromPem, keyFromSecret, newKeyPem, signedReport, unsignedReport } from "./sign.ts";

const KEY = keyFromPem(newKeyPem());
const TEXT = signedReport(reportOf(input()), KEY, "https://access.example.com");
const BYTES = Buffer.from(TEXT, "utf8");

test("a signed report checks, and says who signed it", () => {
  const checked = checkReport(BYTES);
  assert.equal(checked.state, "signed");
  assert.equal(checked.state === "signed" && checked.signature.keyId, KEY.keyId);
  assert.equal(checkReport(BYTES, fingerprintText(KEY.keyId)).state, "signed");
});

test("whatever byte is changed, and however, it is refused", () => {
  for (let at = 0; at < BYTES.length; at++) {
    const changed = Buffer.from(BYTES);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    assert.notEqual(checkReport(changed).state, "signed", `byte ${at}`);
  }
});

test("a byte more, a byte less, another end of line or a mark at its beginning is refused", () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), BYTES]);
  for (const changed of [
    `${TEXT}\n`,
    TEXT.slice(0, -1),
    TEXT.replaceAll("\n", "\r\n"),
    TEXT.replace("{", '{"format":1,'),
  ]) {
    assert.notEqual(checkReport(Buffer.from(changed)).state, "signed");
  }
  assert.notEqual(checkReport(marked).state, "signed");
});

test("any field that is set to something else is refused, however well the file is written", () => {
  const leaves = leavesOf(JSON.parse(TEXT));
  assert.ok(leaves.length > 100);
  for (const leaf of leaves) {
    const file = JSON.parse(TEXT);
    setAt(file, leaf);
    const read = reportFileSchema.safeParse(file);
    const text = read.success ? fileOf(read.data.report, read.data.signature) : fileText(file);
    assert.notEqual(checkReport(Buffer.from(text)).state, "signed", leaf.join("."));
  }
});

test("a signature of another key is not the pinned one, and cannot pass for it", () => {
  const other = keyFromPem(newKeyPem());
  const forged = Buffer.from(signedReport(reportOf(input({ line: "disable" })), other, null));
  assert.equal(checkReport(forged).state, "signed");
  assert.equal(checkReport(forged, KEY.keyId).state, "other-key");
  const borrowed = JSON.parse(forged.toString()) as ReportFile;
  const mine = JSON.parse(TEXT) as ReportFile;
  for (const part of ["keyId", "publicKey", "value"] as const) {
    const signature = { ...borrowed.signature, [part]: mine.signature?.[part] } as ReportFile["signature"];
    assert.notEqual(checkReport(Buffer.from(fileOf(borrowed.report, signature)), KEY.keyId).state, "signed");
  }
});

test("replicas that share a secret share the key, and another secret makes another one", () => {
  const [one, two, other] = ["a secret of replicas", "a secret of replicas", "another"].map(keyFromSecret);
  assert.equal(one?.keyId, two?.keyId);
  assert.notEqual(one?.keyId, other?.keyId);
  assert.ok(one && two);
  const signed = Buffer.from(signedReport(reportOf(input()), one, null));
  assert.equal(checkReport(signed, two.keyId).state, "signed");
});

test("a pin that is no fingerprint matches nothing", () => {
  for (const pin of ["", "5F2A", `${KEY.keyId}0`]) assert.equal(checkReport(BYTES, pin).state, "other-key");
});

test("what is not signed, not a report, or of a later format says so", () => {
  assert.equal(checkReport(Buffer.from(unsignedReport(reportOf(input())))).state, "unsigned");
  for (const text of ["", "{}", "null", "[1]", "not json"])
    assert.equal(checkReport(Buffer.from(text)).state, "not-a-report");
  const later = TEXT.replace('"formatVersion": 1', '"formatVersion": 2');
  assert.equal(checkReport(Buffer.from(later)).state, "newer-format");
});

test("the canonical text does not depend on the order of keys, and the file's reads back as it was", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      assert.equal(canonicalJson(turned), canonicalJson(value));
      assert.deepEqual(JSON.parse(fileText(value)), JSON.parse(JSON.stringify(value)));
    }),
    { seed: 5, numRuns: 200 },
  );
});

test("the key is made once, also by several at once, and only its owner may read it", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "report-key-"));
  try {
    const file = path.join(folder, "report.key");
    const keys = await Promise.all([1, 2, 3, 4].map(() => reportKeyAt(file)));
    assert.equal(new Set(keys.map(({ keyId }) => keyId)).size, 1);
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(fs.readdirSync(folder), ["report.key"]);
    fs.writeFileSync(file, "not a key");
    await assert.rejects(reportKeyAt(file), { code: "internal.report-key" });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

type Path = (string | number)[];

function leavesOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  return Object.entries(value).flatMap(([key, field]) =>
    leavesOf(field, [...at, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Another value of the same type, so that it would still be read as a report. */
function setAt(root: unknown, path: Path): void {
  const parent = path.slice(0, -1).reduce((value, key) => (value as Record<string | number, unknown>)[key], root);
  const holder = parent as Record<string | number, unknown>;
  const key = path.at(-1) ?? "";
  const before = holder[key];
  holder[key] =
    typeof before === "number"
      ? before + 1
      : typeof before === "boolean"
        ? !before
        : before === null
          ? "x"
          : `${before}x`;
}
