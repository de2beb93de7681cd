import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { utf8 } from "./bytes.ts";
import { readRecoveryCode, writeRecoveryCode } from "./recovery-code.ts";
import { newRoot, open, recoverRoot, seal } from "./root-key.ts";

const about = utf8("about");

test("the recovery code brings the same key to another browser", async () => {
  const { root, recovery, code } = await newRoot();
  const again = await recoverRoot(code.toLowerCase().replaceAll("-", " "), recovery);
  assert.equal(again.rootId, root.rootId);
  const box = await seal(root.key, utf8("mine"), about);
  assert.equal(new TextDecoder().decode(await open(again.key, box, about)), "mine");
});

test("neither browser can take the key out again", async () => {
  const { root, recovery, code } = await newRoot();
  for (const { key } of [root, await recoverRoot(code, recovery)]) {
    assert.equal(key.extractable, false);
    await assert.rejects(crypto.subtle.exportKey("raw", key));
  }
});

test("another key's code, or a wrapped key that was changed, recovers nothing", async () => {
  const [one, two] = await Promise.all([newRoot(), newRoot()]);
  await assert.rejects(recoverRoot(two.code, one.recovery), { code: "usage.recovery-code" });
  await assert.rejects(recoverRoot(one.code, { ...one.recovery, rootId: two.recovery.rootId }), {
    code: "usage.recovery-code",
  });
  assert.ok(!JSON.stringify(one.recovery).includes(one.code));
});

test("any recovery code survives being read aloud: case, dashes, O for 0, I and L for 1", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 16, maxLength: 16 }), async (bytes) => {
      const secret = new Uint8Array(bytes);
      const code = await writeRecoveryCode(secret);
      assert.match(code, /^(?:[0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
      for (const spelled of [code, code.toLowerCase(), code.replaceAll("0", "O").replaceAll("1", "l")]) {
        assert.deepEqual(await readRecoveryCode(spelled), secret);
      }
    }),
    { seed: 5, numRuns: 50 },
  );
});

test("a letter that differs in a recovery code is noticed", async () => {
  const code = await writeRecoveryCode(new Uint8Array(16).fill(3));
  for (let i = 0; i < code.length; i++) {
    if (code[i] === "-") continue;
    const letter = code[i] === "Z" ? "Y" : "Z";
    await assert.rejects(readRecoveryCode(code.slice(0, i) + letter + code.slice(i + 1)), {
      code: "usage.recovery-code",
    });
  }
  for (const text of ["", "abc", `${code}-0`, code.slice(1)]) {
    await assert.rejects(readRecoveryCode(text), { code: "usage.recovery-code" });
  }
});

test("a box opens only with its key, about the same thing, and unchanged", async () => {
  const [one, two] = await Promise.all([newRoot(), newRoot()]);
  const box = await seal(one.root.key, utf8("mine"), about);
  await assert.rejects(open(two.root.key, box, about), TypeError);
  await assert.rejects(open(one.root.key, box, utf8("other")), TypeError);
  const swapped = box.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  for (const text of [swapped, "", ".", `${box}.x`]) await assert.rejects(open(one.root.key, text, about), TypeError);
});
