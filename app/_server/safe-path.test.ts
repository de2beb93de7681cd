import assert from "node:assert/strict";
import { test } from "node:test";
import { safePath } from "./safe-path.ts";

test("a path of this app stays what it is", () => {
  for (const path of ["/", "/connections", "/hand-offs/AbC_-9", "/connections/x/check"])
    assert.equal(safePath(path), path);
});

test("what could lead anywhere else leads to the start", () => {
  for (const text of [
    null,
    undefined,
    "",
    "connections",
    "//evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "/\t/evil.example",
    "/x?next=//evil.example",
    "/%2f%2fevil.example",
    "javascript:alert(1)",
    "/x#y",
  ])
    assert.equal(safePath(text), "/");
});
