import assert from "node:assert/strict";
import { test } from "node:test";
import { callerAddress } from "./caller-address.ts";

const forwarded = (value: string) => new Headers({ "x-forwarded-for": value });

test("without a proxy in front nobody is believed who says where it calls from", () => {
  assert.equal(callerAddress(forwarded("198.51.100.7"), 0), null);
  assert.equal(callerAddress(new Headers(), 0), null);
});

test("behind proxies the address counts that the outermost of them saw, not what came in", () => {
  assert.equal(callerAddress(forwarded("forged, 198.51.100.7"), 1), "198.51.100.7");
  assert.equal(callerAddress(forwarded("forged, 198.51.100.7, 10.0.0.2"), 2), "198.51.100.7");
  assert.equal(callerAddress(forwarded("198.51.100.7"), 2), null);
});
