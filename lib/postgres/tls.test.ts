import assert from "node:assert/strict";
import { test } from "node:test";
import { tlsOptions } from "./tls.ts";

test("verify-full checks chain and name, and sends the name that was asked for", () => {
  const options = tlsOptions("db.example.com", "verify-full", null);
  assert.deepEqual(options, { rejectUnauthorized: true, servername: "db.example.com" });
});

test("verify-ca checks the chain, with the given certificate only", () => {
  const options = tlsOptions("db.example.com", "verify-ca", "PEM");
  assert.equal(options.rejectUnauthorized, true);
  assert.equal(options.ca, "PEM");
  assert.equal(options.checkServerIdentity?.("db.example.com", {} as never), undefined);
});

test("require encrypts and refuses nobody", () => {
  assert.equal(tlsOptions("db.example.com", "require", null).rejectUnauthorized, false);
});

test("an address is never sent as a server name", () => {
  assert.equal(tlsOptions("127.0.0.1", "verify-full", null).servername, undefined);
  assert.equal(tlsOptions("::1", "verify-full", null).servername, undefined);
});
