import assert from "node:assert/strict";
import { test } from "node:test";
import { joinTarget, remembered, splitTarget, wayIsGone } from "./target-secrets.ts";
import type { TargetInput } from "./wire.ts";

const SSH = {
  host: "b",
  port: 22,
  user: "u",
  password: "CANARY1",
  privateKey: "CANARY2",
  passphrase: "CANARY3",
  hostKey: null,
};
const TARGET: TargetInput = {
  host: "h",
  port: 5432,
  database: "d",
  user: "u",
  password: "CANARY4",
  tls: "disable",
  caPem: null,
  clientCertificate: { pem: "PEM", key: "CANARY5" },
  ssh: SSH,
};

test("what is kept of a target holds no secret, and with the secrets it is whole again", () => {
  const { place, way } = splitTarget(TARGET);
  assert.doesNotMatch(JSON.stringify(place), /CANARY/);
  assert.deepEqual(joinTarget(place, "CANARY4", way), TARGET);
  const { ssh: _ssh, clientCertificate: _certificate, ...plain } = TARGET;
  const parts = splitTarget(plain);
  assert.deepEqual(joinTarget(parts.place, "CANARY4", parts.way), plain);
});

test("after a reload a way that needs secrets is known to be cut, and a plain one is not", () => {
  const { place, way } = splitTarget(TARGET);
  assert.equal(wayIsGone(place, way), false);
  assert.equal(wayIsGone(place, null), true);
  assert.equal(wayIsGone({ ...place, ssh: null, clientCertificate: null }, null), false);
});

test("an unencrypted line is not remembered", () => {
  const { place } = splitTarget(TARGET);
  assert.equal(remembered(place)?.tls, null);
  assert.equal(remembered({ ...place, tls: "require" })?.tls, "require");
  assert.equal(remembered(null), null);
});
