import assert from "node:assert/strict";
import { test } from "node:test";
import { newSealingKey, openSealed, sealTo } from "./seal.ts";

test("what is sealed to a key is opened with it, any text", async () => {
  const { privateKey, publicSpki } = await newSealingKey();
  for (const text of ["", "Ab1".repeat(11), "naïve \u{1f511}", "x".repeat(100_000)]) {
    assert.equal(await openSealed(privateKey, await sealTo(publicSpki, text)), text);
  }
});

test("two boxes of one text are different, and hold nothing of it", async () => {
  const { publicSpki } = await newSealingKey();
  const [a, b] = await Promise.all([sealTo(publicSpki, "CANARY"), sealTo(publicSpki, "CANARY")]);
  assert.notEqual(a, b);
  assert.doesNotMatch(a, new RegExp(`CANARY|${btoa("CANARY")}`));
});

test("another key opens nothing", async () => {
  const [mine, other] = await Promise.all([newSealingKey(), newSealingKey()]);
  await assert.rejects(openSealed(other.privateKey, await sealTo(mine.publicSpki, "x")), TypeError);
});

test("a box that was changed anywhere does not open", async () => {
  const { privateKey, publicSpki } = await newSealingKey();
  const box = await sealTo(publicSpki, "secret");
  const parts = box.split(".");
  for (const i of [1, 2, 3]) {
    const part = parts[i] ?? "";
    const changed = parts.with(i, (part[0] === "A" ? "B" : "A") + part.slice(1)).join(".");
    await assert.rejects(openSealed(privateKey, changed), TypeError);
  }
  for (const text of ["", "1", "2.a.b.c", `${box}.x`, "1.*.*.*"])
    await assert.rejects(openSealed(privateKey, text), TypeError);
});

test("the private key cannot be taken out", async () => {
  const { privateKey } = await newSealingKey();
  assert.equal(privateKey.extractable, false);
});

test("what is no P-256 key seals nothing", async () => {
  for (const key of ["", "AAAA", "not base64 *"]) await assert.rejects(sealTo(key, "x"), TypeError);
});
