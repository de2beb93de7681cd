import assert from "node:assert/strict";
import { test } from "node:test";
import { finding } from "../audit/compose.ts";
import type { Finding } from "../audit/finding.ts";
import { objectRef } from "../statements/statement.ts";
import { compare, isSameLogin } from "./drift.ts";
import type { LoginFacts, Verification } from "./verification.ts";

const LOGIN: LoginFacts = {
  oid: 16_400,
  meant: "grants",
  connectionLimit: 10,
  validUntil: null,
  settings: { statement_timeout: "60000" },
  memberOf: [],
  databases: ["postgres"],
  schemas: ["shop"],
  notRead: [],
};

function check(findings: Finding[], login: Partial<LoginFacts> | null = {}): Verification {
  return {
    formatVersion: 1,
    verdict: findings.some((one) => one.class === "write") ? "can-write" : "read-only",
    reach: "all",
    server: { versionNum: 170_000, host: "h", port: 5432, database: "d", role: "lucien", provider: null },
    checkedAt: "2026-11-23T12:00:00.000Z",
    durationMs: 1,
    coverage: { relations: 1, readable: 1, probed: 1 },
    findings: findings.map(({ closing: _, ...rest }) => rest),
    probes: [],
    ...(login === null ? {} : { login: { ...LOGIN, ...login } }),
  };
}

const words = { title: "t", detail: "d", fixableBy: "owner" } as const;

function gap(name: string): Finding {
  const object = objectRef("table", name, { schema: "shop" });
  return finding({ ...words, code: "select-missing", class: "read-gap", object, privilege: "SELECT" });
}

test("the same twice is no change, also without what only newer documents hold", () => {
  assert.deepEqual(compare(check([gap("a")]), check([gap("a")])).changes, []);
  assert.deepEqual(compare(check([], null), check([])).changes, []);
  assert.deepEqual(compare(check([]), check([], null)).changes, []);
});

test("what is gone is told as closed, the gravest of what is new comes first", () => {
  const writes = finding({ ...words, code: "table-privilege", class: "write", object: objectRef("table", "a") });
  const drift = compare(check([gap("b")]), check([gap("c"), writes], { connectionLimit: -1 }));
  assert.deepEqual(
    drift.changes.map(({ class: kind }) => kind),
    ["write", "guard", "read-gap"],
  );
  assert.deepEqual(
    drift.closed.map(({ object }) => object?.name),
    ["b"],
  );
  assert.deepEqual(drift.verdict, { before: "read-only", now: "can-write" });
});

test("what was left out when the login was made is no gap at the first check by its grants; a later table is", () => {
  const made = check([], { meant: "request", notRead: [["shop", "left_out"]] });
  const { changes } = compare(made, check([gap("left_out"), gap("later")]));
  assert.deepEqual(
    changes.map(({ object }) => object?.name),
    ["later"],
  );
});

test("many alike are one finding: more of them is a change, as many is not", () => {
  const many = (count: number) => ({ ...gap("a"), count, examples: ["shop.a"] });
  assert.deepEqual(compare(check([many(300)]), check([{ ...many(300), object: gap("b").object }])).changes, []);
  assert.equal(compare(check([many(300)]), check([many(301)])).changes.length, 1);
});

test("a group is told once: by what it opens, or by itself where it opens nothing", () => {
  const via = finding({ ...words, code: "table-privilege", class: "write", via: ["lucien", "staff"] });
  const codes = (found: Finding[]) =>
    compare(check([]), check(found, { memberOf: ["staff"] })).changes.map(({ code }) => code);
  assert.deepEqual(codes([via]), ["table-privilege"]);
  assert.deepEqual(codes([]), ["membership-added"]);
});

test("who was at work at that moment is no change", () => {
  const passing = ["not-tried", "other-database-unknown"].map((code) => finding({ ...words, code, class: "notice" }));
  assert.deepEqual(compare(check([]), check(passing)).changes, []);
});

test("another role, database or address is another login", () => {
  const one = check([]);
  assert.equal(isSameLogin(one, check([])), true);
  assert.equal(isSameLogin(one, { ...one, server: { ...one.server, role: "else" } }), false);
});
