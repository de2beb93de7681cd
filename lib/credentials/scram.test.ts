import assert from "node:assert/strict";
import { test } from "node:test";
import { isVerifier, scramVerifier } from "./scram.ts";

test("the verifier is the one that follows from the example in RFC 7677", async () => {
  // Password, salt and round count of the example in RFC 7677, section 3; its keys as Postgres writes them down.
  const salt = Uint8Array.from(atob("W22ZaJ0SNY7soEsUEjb6gQ=="), (c) => c.charCodeAt(0));
  assert.equal(
    await scramVerifier("pencil", salt),
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
  );
});

test("each verifier has a salt of its own", async () => {
  const [a, b] = await Promise.all([scramVerifier("x1Y"), scramVerifier("x1Y")]);
  assert.notEqual(a, b);
  assert.equal(isVerifier(a), true);
});

test("passwords that would need SASLprep are refused", async () => {
  for (const password of ["", "naïve", "a b", "a\0b"]) await assert.rejects(scramVerifier(password), TypeError);
});

test("only what Postgres would store as a verifier is one", () => {
  const key = `${"A".repeat(43)}=`;
  assert.equal(isVerifier(`SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$${key}:${key}`), true);
  for (const text of [
    "",
    "secret",
    `md5${"a".repeat(32)}`,
    `SCRAM-SHA-256$4096:W22Z$${key}`,
    `SCRAM-SHA-256$0:W22ZaJ0SNY7s$${key}:${key}`,
    `SCRAM-SHA-256$4096:W22ZaJ0SNY7s$${key}:${key}' --`,
  ]) {
    assert.equal(isVerifier(text), false, text);
  }
});
