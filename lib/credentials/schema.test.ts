import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import type { TargetInput as WireTargetInput } from "../../components/wizard/wire.ts";
import { type TargetInput, targetFrom } from "./schema.ts";

const INPUT: TargetInput = {
  host: " db.example.com ",
  port: 5432,
  database: "shop",
  user: "me",
  password: "CANARY",
  tls: null,
  caPem: " ",
};

test("the schema and the wire agree on what a target is", () => {
  const there: WireTargetInput = INPUT;
  const back: TargetInput = there;
  assert.equal(back, INPUT);
});

test("a target comes out tidy, its password a Secret", () => {
  const target = targetFrom(INPUT);
  assert.equal(target.host, "db.example.com");
  assert.equal(target.caPem, null);
  assert.equal(target.password.reveal(), "CANARY");
  assert.doesNotMatch(inspect(target, { showHidden: true, depth: 9 }) + JSON.stringify(target), /CANARY/);
  assert.equal(targetFrom({ ...INPUT, host: "[::1]" }).host, "::1");
});

for (const [field, input] of [
  ["host", { ...INPUT, host: "" }],
  ["port", { ...INPUT, port: 0 }],
  ["port", { ...INPUT, port: "5432" }],
  ["database", { ...INPUT, database: "" }],
  ["user", { ...INPUT, user: "" }],
  ["tls", { ...INPUT, tls: "prefer" }],
  ["ca", { ...INPUT, caPem: 1 }],
] as const) {
  test(`a wrong ${field} is named, and no value repeated`, () => {
    assert.throws(
      () => targetFrom(input),
      (error: Error & { code: string; field: string }) => {
        assert.doesNotMatch(inspect(error, { showHidden: true, depth: 9 }), /CANARY/);
        return error.code === "usage.target" && error.field === field;
      },
    );
  });
}

test("an SSH server's and a client certificate's secrets are Secrets, empty ones none", () => {
  const ssh = {
    host: " [::1] ",
    port: 22,
    user: "jump",
    password: "",
    privateKey: "CANARY",
    passphrase: null,
    hostKey: null,
  };
  const target = targetFrom({ ...INPUT, ssh, clientCertificate: { pem: "PEM", key: "CANARY" } });
  assert.equal(target.ssh?.host, "::1");
  assert.equal(target.ssh?.password, null);
  assert.equal(target.ssh?.privateKey?.reveal(), "CANARY");
  assert.equal(target.clientCertificate?.key.reveal(), "CANARY");
  assert.doesNotMatch(inspect(target, { showHidden: true, depth: 9 }) + JSON.stringify(target), /CANARY/);
  assert.throws(() => targetFrom({ ...INPUT, ssh: { ...ssh, hostKey: "any" } }), {
    code: "usage.target",
    field: "ssh",
  });
});

test("nothing rides along", () => {
  assert.throws(() => targetFrom({ ...INPUT, ssl: { ca: "/etc/passwd" } }), { code: "usage.target" });
  assert.throws(() => targetFrom("postgres://me:CANARY@h/d"), { code: "usage.target" });
  assert.throws(() => targetFrom(null), { code: "usage.target" });
});
