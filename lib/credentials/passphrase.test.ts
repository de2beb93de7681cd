import assert from "node:assert/strict";
import { test } from "node:test";
import { hashPassphrase, isPassphrase } from "./passphrase.ts";

test("a passphrase fits its own hash and no other does", async () => {
  const hash = await hashPassphrase("correct horse");
  assert.ok(await isPassphrase("correct horse", hash));
  for (const wrong of ["correct horse ", "Correct horse", ""]) assert.ok(!(await isPassphrase(wrong, hash)), wrong);
});

test("each hash has a salt of its own, and holds nothing of the passphrase", async () => {
  const [a, b] = await Promise.all([hashPassphrase("correct horse"), hashPassphrase("correct horse")]);
  assert.notEqual(a, b);
  assert.ok(!a.includes("horse"));
});

test("an accent is the same letter however the keyboard writes it", async () => {
  assert.ok(await isPassphrase("caf\u00e9", await hashPassphrase("cafe\u0301")));
});

test("what is no hash fits nothing", async () => {
  for (const hash of ["", "scrypt$$", "plain", "bcrypt$AAAA$AAAA"]) assert.ok(!(await isPassphrase("x", hash)), hash);
});

test("the cost stands with the hash: what was made at another one is still known", async () => {
  const cheap = "scrypt$1024$8$1$c2FsdHNhbHRzYWx0c2FsdA$SV0XZ4uv4qp7Ax5e9MHb_3uo5q9rco7kC1Dy7kokuJU";
  assert.equal(await isPassphrase("cheap", cheap), true);
  assert.equal(await isPassphrase("dear", cheap), false);
  assert.equal(await isPassphrase("cheap", null), false);
});
