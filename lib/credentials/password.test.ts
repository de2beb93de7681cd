import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "./password.ts";

test("a password has 32 letters and digits, and each class is in it", () => {
  for (let i = 0; i < 2_000; i++) {
    const password = newPassword("lucien_readonly");
    assert.match(password, /^[A-Za-z0-9]{32}$/);
    assert.match(password, /[A-Z]/);
    assert.match(password, /[a-z]/);
    assert.match(password, /[0-9]/);
  }
});

test("no two are the same, and every letter comes up about as often as any other", () => {
  const passwords = Array.from({ length: 4_000 }, () => newPassword());
  assert.equal(new Set(passwords).size, passwords.length);
  const counts = new Map<string, number>();
  for (const letter of passwords.join("")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  assert.equal(counts.size, 62);
  const expected = (4_000 * 32) / 62;
  // Seven standard deviations: fails by chance once in 10^10 runs.
  for (const [letter, count] of counts)
    assert.ok(Math.abs(count - expected) < 7 * Math.sqrt(expected), `${letter}: ${count}`);
});

test("it never holds the role's name", () => {
  for (let i = 0; i < 300; i++) assert.doesNotMatch(newPassword("abc"), /abc/i);
});
