import assert from "node:assert/strict";
import { test } from "node:test";
import { runCommand } from "./run-command.fixture.ts";

const CANARY = "canary-7Jq2mW";

/** Every failure with --json is one document of exactly this shape on stdout. */
function failureIn(out: string): { code: string; message: string; hint: string; sqlstate: string | null } {
  const document = JSON.parse(out);
  assert.deepEqual(Object.keys(document), ["formatVersion", "error"]);
  assert.equal(document.formatVersion, 1);
  assert.deepEqual(Object.keys(document.error), ["code", "message", "hint", "sqlstate"]);
  assert.notEqual(document.error.message, "");
  assert.notEqual(document.error.hint, "");
  return document.error;
}

test("a connection string among the arguments is refused with the reason and never repeated", async () => {
  const url = `postgresql://admin:${CANARY}@db.example.com/shop`;
  for (const args of [
    ["inspect", url],
    ["create", "--role", url],
    ["audit", `--url=${url}`],
    ["plan", `jdbc:postgresql://h/d?password=${CANARY}`],
    ["audit", `host=h password=${CANARY}`],
  ]) {
    const ran = await runCommand([...args, "--json"]);
    assert.equal(ran.code, 2, args[0]);
    assert.equal(failureIn(ran.out).code, "usage.url-argument");
    assert.ok(!`${ran.out}${ran.err}`.includes(CANARY));
  }
});

test("wrong usage ends with 2, one JSON document where --json is among the arguments, and no echo of values", async () => {
  const cases: [string[], string][] = [
    [["audti"], "usage.command"],
    [["inspect", `--paswd=${CANARY}`], "usage.flag"],
    [["inspect", CANARY], "usage.arguments"],
    [["plan", "--connection-limit", CANARY], "usage.flag-value"],
    [["plan", "--connection-limit", "99999"], "usage.flag-value"],
    [["plan", "--connection-limit", "0"], "usage.connection-limit"],
    [["plan", "--accept", CANARY], "usage.hazard"],
    [["plan", "--statement-timeout", "-1"], "usage.flag-value"],
    [["plan", "--tls", "prefer"], "usage.flag-value"],
    [["plan", "--schema"], "usage.flag-value"],
    [["plan", "--relation", "orders"], "usage.name"],
    [["plan", "--exclude", "a.b.c.d"], "usage.name"],
    [["plan", "--valid-until", "tomorrow"], "usage.valid-until"],
    [["plan", "--valid-until", "2020-01-01T00:00:00Z"], "usage.valid-until"],
    [["plan"], "usage.no-url"],
    [["create", "--url-stdin"], "usage.nothing-pasted"],
  ];
  for (const [args, code] of cases) {
    const ran = await runCommand([...args, "--json"]);
    assert.equal(ran.code, 2, args.join(" "));
    assert.equal(failureIn(ran.out).code, code, args.join(" "));
    assert.ok(!`${ran.out}${ran.err}`.includes(CANARY), args.join(" "));
  }
});

test("without --json a failure leaves stdout empty and says the sentence on stderr", async () => {
  const ran = await runCommand(["plan"]);
  assert.equal(ran.code, 2);
  assert.equal(ran.out, "");
  assert.match(ran.err, /ADMIN_DATABASE_URL/);
});

test("help is a result, and a call without a command is wrong usage", async () => {
  const help = await runCommand(["--help"]);
  assert.equal(help.code, 0);
  for (const name of ["inspect", "plan", "create", "audit", "rotate", "pause", "resume", "remove"])
    assert.match(help.out, new RegExp(`^ +${name} `, "m"));
  const nothing = await runCommand([]);
  assert.deepEqual([nothing.code, nothing.out], [2, ""]);
  assert.match(nothing.err, /Usage:/);
});

test("nothing that listens is exit 3 and says where it tried", async () => {
  const env = { ADMIN_DATABASE_URL: `postgresql://admin:${CANARY}@127.0.0.1:1/shop` };
  const ran = await runCommand(["inspect", "--json", "--timeout", "5000"], env);
  assert.equal(ran.code, 3);
  assert.match(failureIn(ran.out).code, /^connect\./);
  assert.ok(!`${ran.out}${ran.err}`.includes(CANARY));
});

test("a text that is no connection string is wrong usage, and a certificate file must hold one", async () => {
  const pasted = await runCommand(["inspect", "--json", "--url-stdin"], {}, "https://example.com/my-database");
  assert.equal(pasted.code, 2);
  assert.equal(failureIn(pasted.out).code, "usage.web-address");
  const env = { ADMIN_DATABASE_URL: "postgresql://a:b@127.0.0.1:1/shop" };
  const certificate = await runCommand(["inspect", "--json", "--ca-file", import.meta.filename], env);
  assert.equal(failureIn(certificate.out).code, "usage.ca-file");
});
