import assert from "node:assert/strict";
import { test } from "node:test";
import { openSharedReport, sealReport } from "./share.ts";

const TEXT = `${"a report, €, \u0000 and a line\n".repeat(200)}`;

test("what is sealed for a link opens with its key, byte for byte, and is smaller than it was", async () => {
  const { id, key, box } = await sealReport(TEXT);
  assert.equal(await openSharedReport(id, box, key), TEXT);
  assert.ok(box.length < TEXT.length / 4);
  assert.match(id, /^[\w-]{22}$/);
  assert.match(key, /^[\w-]{43}$/);
});

test("another key, another link's id or a changed box opens nothing", async () => {
  const [one, two] = [await sealReport(TEXT), await sealReport(TEXT)];
  assert.equal(await openSharedReport(one.id, one.box, two.key), null);
  assert.equal(await openSharedReport(two.id, one.box, one.key), null);
  const changed = `${one.box.slice(0, -2)}${one.box.endsWith("AA") ? "BB" : "AA"}`;
  for (const box of [changed, "", ".", "not a box"]) assert.equal(await openSharedReport(one.id, box, one.key), null);
  assert.equal(await openSharedReport(one.id, one.box, ""), null);
});
