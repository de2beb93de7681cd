import assert from "node:assert/strict";
import { test } from "node:test";
import { EXPIRED, RIGHT, SELF_SIGNED, TEST_CA } from "../postgres/tls.fixtures.ts";
import { holdsSelfIssued } from "./self-issued.ts";

test("an authority and a self-signed certificate name themselves; what an authority signed does not", () => {
  assert.equal(holdsSelfIssued(TEST_CA), true);
  assert.equal(holdsSelfIssued(SELF_SIGNED.certificate), true);
  assert.equal(holdsSelfIssued(RIGHT.certificate), false);
  assert.equal(holdsSelfIssued(EXPIRED.certificate), false);
});

test("one among several is enough", () => {
  assert.equal(holdsSelfIssued(`${RIGHT.certificate}\n${TEST_CA}`), true);
});

test("what is no certificate names nobody", () => {
  for (const text of ["", "x", "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----"]) {
    assert.equal(holdsSelfIssued(text), false);
  }
  const cut = TEST_CA.replace(/-----BEGIN CERTIFICATE-----\n[\s\S]{40}/, "-----BEGIN CERTIFICATE-----\n");
  assert.equal(holdsSelfIssued(cut), false);
});
