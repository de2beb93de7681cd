import assert from "node:assert/strict";
import { test } from "node:test";
import { hashPassphrase, isPassphrase } from "./passphrase.ts";

test("a passphrase is known again, however its letters were composed, and another one is not", async () => {
  const kept = await hashPassphrase("naïve horse");
  assert.match(kept, /^scrypt\$65536\$8\$2\$[\w-]{22}\$[\w-]{43}$/);
  assert.equal(await isPassphrase("naïve horse".normalize("NFD"), kept), true);
  assert.equal(await isPassphrase("naive horse", kept), false);
  assert.equal(await isPassphrase("naïve horse", null), false);
});

test("the cost stands with the hash: what was made cheaper is still known", async () => {
  const cheap = "scrypt$1024$8$1$c2FsdHNhbHRzYWx0c2FsdA$SV0XZ4uv4qp7Ax5e9MHb_3uo5q9rco7kC1Dy7kokuJU";
  assert.equal(await isPassphrase("cheap", cheap), true);
});

test("two hashes of one passphrase differ", async () => {
  assert.notEqual(await hashPassphrase("one"), await hashPassphrase("one"));
});
