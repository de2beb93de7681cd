import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildLink, parseAddress, parseLink } from "./link.ts";

const link = { id: "AbCdEfGhIjKlMnOpQrStUv", secret: new Uint8Array(24).fill(7) };
const whole = await buildLink("https://access.example.com", link);
const [start = "", fragment = ""] = whole.split("#");

test("any id and secret survive the way into a link and out of it", async () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  await fc.assert(
    fc.asyncProperty(bytes(16), bytes(24), async (id, secret) => {
      const one = { id: Buffer.from(id).toString("base64url"), secret: new Uint8Array(secret) };
      assert.deepEqual(await parseLink(await buildLink("http://localhost:3000", one)), one);
    }),
    { seed: 5, numRuns: 100 },
  );
});

test("the link is found within a message, a mail scanner's link, and twice encoded", async () => {
  const scanner = (url: string) => `https://safe.example.net/?url=${encodeURIComponent(url)}&data=05%7C02`;
  for (const text of [
    whole,
    `Hi! Could you set this up? ${whole}\nIt works once.`,
    `<${whole}>`,
    scanner(whole),
    scanner(scanner(whole)),
    `https://link.example.org/l/${encodeURIComponent(whole)}`,
    `${start}?utm_source=mail#${fragment}`,
    `/h/${link.id}#${fragment}`,
    whole.replace("/h/", "\u200b/h/"),
  ]) {
    assert.deepEqual(await parseLink(text), link, text);
  }
});

test("a link without its secret says that a part is missing", async () => {
  for (const text of [start, `${start}#`, `${start}?x=1`, `See ${start} for more`]) {
    await assert.rejects(parseLink(text), { code: "usage.link-missing-part" }, text);
  }
});

test("a link that was cut says so, wherever it was cut", async () => {
  for (let length = 1; length < fragment.length; length++) {
    await assert.rejects(parseLink(`${start}#${fragment.slice(0, length)}`), { code: "usage.link-cut" });
  }
});

test("one character that differs is noticed, in the secret and in the id", async () => {
  const at = whole.indexOf("/h/") + 3;
  for (let i = at; i < whole.length; i++) {
    if (whole[i] === "#") continue;
    for (const letter of ["A", "z", "_"]) {
      if (whole[i] === letter) continue;
      const altered = whole.slice(0, i) + letter + whole.slice(i + 1);
      await assert.rejects(parseLink(altered), { code: "usage.link-changed" }, altered);
    }
  }
  await assert.rejects(parseLink(`${whole}x`), { code: "usage.link-changed" });
  await assert.rejects(parseLink(whole.toLowerCase()), { code: "usage.link-changed" });
});

test("text without a link says so", async () => {
  for (const text of ["", "hello", "https://example.com", "%", "%E0%A4%A"]) {
    await assert.rejects(parseLink(text), { code: "usage.link-none" }, text);
  }
});

test("a secret that a rewritten link sent to the server is not used", async () => {
  await assert.rejects(parseAddress({ pathname: `/h/${link.id}%23${fragment}`, hash: "" }), {
    code: "usage.link-exposed",
  });
  assert.deepEqual(await parseAddress({ pathname: `/h/${link.id}`, hash: `#${fragment}` }), link);
});
