import assert from "node:assert/strict";
import { test } from "node:test";
import { isSameOrigin } from "./same-origin.ts";

function from(headers: Record<string, string>, publicOrigin?: string): boolean {
  return isSameOrigin(new Headers(headers), publicOrigin);
}

const here = { host: "localhost:3000", origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };

test("a page of this app may post", () => {
  assert.equal(from(here), true);
  assert.equal(from({ host: "access.example", origin: "https://access.example" }), true);
});

test("a missing, null or foreign Origin is refused", () => {
  assert.equal(from({ host: here.host }), false);
  assert.equal(from({ ...here, origin: "null" }), false);
  assert.equal(from({ ...here, origin: "http://localhost:3001" }), false);
  assert.equal(from({ ...here, origin: "https://evil.example" }), false);
});

test("another site is refused even with the right Origin", () => {
  for (const site of ["cross-site", "same-site", "none"])
    assert.equal(from({ ...here, "sec-fetch-site": site }), false);
});

test("a name that was re-bound to this machine is refused over plain http", () => {
  assert.equal(from({ host: "evil.example:3000", origin: "http://evil.example:3000" }), false);
});

test("behind a proxy that changes Host, the public origin counts, exactly", () => {
  const headers = { host: "10.0.0.5:3000", origin: "https://access.example" };
  assert.equal(from(headers), false);
  assert.equal(from(headers, "https://access.example"), true);
  assert.equal(from({ ...headers, origin: "https://access.example.evil" }, "https://access.example"), false);
});
