import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { CODES } from "./codes.ts";

const LIB = path.join(import.meta.dirname, "..");

test("no two codes are the same, each is kebab-case and says what it means, how it is used and how it is closed", () => {
  const codes = CODES.map((page) => page.code);
  assert.equal(new Set(codes).size, codes.length);
  for (const page of CODES) {
    assert.match(page.code, /^[a-z]+(-[a-z]+)*$/);
    for (const part of [page.meaning, page.exploited, page.closed]) assert.match(part, /\S.*\.$/s, page.code);
  }
});

test("every code that a source file gives to a finding has its page line", () => {
  const known = new Set(CODES.map((page) => page.code));
  const given = ["audit", "verify", "probe"].flatMap((folder) => codesIn(path.join(LIB, folder)));
  assert.ok(given.length > 40, "the pattern still finds them");
  assert.deepEqual(
    given.filter((code) => !known.has(code)),
    [],
  );
});

test("every code is asserted by name in some test, and is told in docs/findings.md in three parts", () => {
  const files = readdirSync(LIB, { recursive: true, encoding: "utf8" });
  const tests = files
    .filter((name) => /\.(test|fixtures)\.ts$/.test(name) && !name.endsWith("codes.test.ts"))
    .map((name) => readFileSync(path.join(LIB, name), "utf8"));
  const asserted = (code: string) => tests.some((text) => text.includes(`"${code}"`));
  assert.deepEqual(
    CODES.map((page) => page.code).filter((code) => !asserted(code)),
    [],
  );
  const page = readFileSync(path.join(LIB, "..", "docs", "findings.md"), "utf8");
  const told = new Map(page.split(/^## /m).map((part) => [part.slice(0, part.indexOf("\n")), part]));
  for (const { code } of CODES)
    assert.match(told.get(code) ?? "", /What it means:.+How it is used:.+How it is closed:/s, code);
});

function codesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) =>
      // What changed since the last check has codes of its own.
      name.endsWith(".ts") && !/\.(test|fixtures)\.ts$|^drift/.test(name),
  );
  return files.flatMap((name) =>
    [
      ...readFileSync(path.join(folder, name), "utf8").matchAll(/\bcode: (?:\w+ \? )?"([a-z-]+)"(?: : "([a-z-]+)")?/g),
    ].flatMap((match) => match.slice(1).filter((code) => code !== undefined)),
  );
}
