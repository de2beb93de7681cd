import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import type { Verification } from "../lib/verify/verification.ts";
import { harmless, oneLine, shellWord } from "./print.ts";
import { verdictLines } from "./verdict.ts";

test("a name cannot drive the terminal", () => {
  assert.equal(
    harmless("a\u001b]52;c;eA==\u0007b\u009b2J\u202ec\rd\u007f"),
    "a\\u001b]52;c;eA==\\u0007b\\u009b2J\\u202ec\\u000dd\\u007f",
  );
  assert.equal(harmless("naïve, 表 and\ttwo\nlines 👩‍💻"), "naïve, 表 and\ttwo\nlines 👩‍💻");
});

test("JSON means the same when its control characters are written out", () => {
  const value = { name: "x\u009b\u007f\u202e\u001b\n" };
  assert.deepEqual(JSON.parse(harmless(JSON.stringify(value, null, 2))), value);
});

test("a name cannot claim a verdict on a line of its own", () => {
  const title = "It can write to x\nread-only: It can read and change nothing.";
  const server = { role: "r\nread-only:", host: "h", port: 5432, database: "d" };
  const coverage = { relations: 1, readable: 1, probed: 1 };
  const findings = [{ class: "write", title, remedy: null }];
  const lines = verdictLines({
    verdict: "can-write",
    reach: "all",
    server,
    coverage,
    findings,
  } as unknown as Verification);
  assert.equal(lines.join("\n").split("\n").length, 3);
});

test("a line of a text stays one line, whatever the names in it hold", () => {
  assert.equal(oneLine("a\nb\r\nc\u2028d\u0085e"), "a b c d e");
});

test("what is to be copied behind --accept is one word for a shell, whatever the name holds", () => {
  assert.equal(shellWord("public-schema-create:public"), "public-schema-create:public");
  for (const word of ["a b", "o'x", "$(id)", "`id`", 'A"b', "a;b", ""]) {
    const { stdout } = spawnSync("sh", ["-c", `printf %s ${shellWord(word)}`], { encoding: "utf8" });
    assert.equal(stdout, word);
  }
});
