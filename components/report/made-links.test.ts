import assert from "node:assert/strict";
import { test } from "node:test";
import { keepLinks, madeLinks } from "./made-links.ts";

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

test("links are kept until they run out, without their keys", () => {
  const tab = storage();
  keepLinks(
    [
      { id: "a", database: "shop", expiresAt: 10 },
      { id: "b", database: "shop", expiresAt: 20 },
    ],
    tab,
  );
  assert.deepEqual(
    madeLinks(15, tab).map(({ id }) => id),
    ["b"],
  );
});

test("what cannot be read, or may not be kept, is no link and no failure", () => {
  assert.deepEqual(madeLinks(0, { getItem: () => "{" }), []);
  const forbidden = () => {
    throw new Error("forbidden");
  };
  assert.deepEqual(madeLinks(0, { getItem: forbidden }), []);
  keepLinks([], { setItem: forbidden });
});
