import assert from "node:assert/strict";
import { test } from "node:test";
import { objectRef } from "../statements/statement.ts";
import { guardWords } from "./guards.ts";
import { markdownOf } from "./markdown.ts";
import { openItems } from "./open-items.ts";
import { finding, input, probe, rights, verification } from "./report.fixture.ts";
import { reportOf } from "./report.ts";
import { cellsOf, changeRows, countTables, totalOf } from "./tallies.ts";
import { headline, lead, waysTitle, whoAndWhere } from "./words.ts";

test("the same values give the same document, and the headline counts tables", () => {
  const report = reportOf(input());
  assert.deepEqual(report, reportOf(input()));
  assert.equal(report.summary, "Lucien can read 3 tables and can change none of them");
  assert.match(lead(report), /^We signed in as lucien_readonly .* The database refused each of 3 tries\./);
  assert.equal(report.madeAt, "2026-11-23T15:53:00.000Z");
});

test("no password, verifier, hash or URL with a password comes through, wherever it stood", () => {
  const canary = "cAnary9withoddities";
  const secrets = [
    `ALTER ROLE x PASSWORD '${canary}'`,
    `ALTER ROLE x PASSWORD 'SCRAM-SHA-256$4096:${canary}$a:b'`,
    `postgresql://x:${canary}@h/db`,
    "ALTER ROLE x PASSWORD 'md50123456789abcdef0123456789abcdef'",
  ];
  const detail = secrets.join("; ");
  const applied = input().applied;
  const report = reportOf(
    input({
      applied: applied && { ...applied, statements: secrets },
      verification: verification({
        findings: [finding("odd", { detail, title: detail, remedy: detail, class: "write" })],
      }),
    }),
  );
  for (const text of [
    JSON.stringify(report),
    markdownOf({ format: "lucien-readonly/report", formatVersion: 1, signature: null, report }),
  ]) {
    assert.ok(!text.includes(canary));
    assert.ok(!text.includes("0123456789abcdef"));
  }
});

test("what an admin saw and the login has nothing to do with stands beside it, the host's own last and not counted", () => {
  const relation = (schema: string, name: string) => ({
    schema,
    name,
    kind: "r",
    estimatedRows: 5,
    partitionRoot: null,
    extension: null,
    columns: [],
  });
  const snapshot = {
    schemas: [
      { name: "auth", kind: "provider" },
      { name: "hr", kind: "user" },
      { name: "public", kind: "user" },
    ],
    relations: [
      relation("auth", "users"),
      relation("hr", "salaries"),
      relation("public", "orders"),
      { ...relation("hr", "part_1"), partitionRoot: 7 },
    ],
  };
  const recorded = { ...input().recorded, snapshot: snapshot as never };
  const report = reportOf(input({ recorded }));
  assert.deepEqual(
    report.schemas.map(({ name, kind, tables }) => [name, kind, tables.length]),
    [
      ["public", "user", 3],
      ["hr", "user", 1],
      ["auth", "provider", 1],
    ],
  );
  assert.equal(report.summary, "Lucien can read 3 of 4 tables and can change none of them");
});

test("columns that are left out are named and counted", () => {
  const recorded = {
    ...input().recorded,
    rights: [rights("public", "customers", { read: "part", readableColumns: 2, withheld: ["password_hash"] })],
  };
  const report = reportOf(input({ recorded }));
  assert.deepEqual(countTables(report.schemas), { all: 1, whole: 0, part: 1, withheld: 1, inTables: 1 });
  assert.match(
    markdownOf({ format: "lucien-readonly/report", formatVersion: 1, signature: null, report }),
    /public\.customers: password\\_hash/,
  );
});

test("a change that was not tried is told as read in the catalog, one that the login may make is a leak", () => {
  const recorded = {
    ...input().recorded,
    rights: [rights("public", "orders", { can: ["delete"] }), rights("public", "customers")],
  };
  const report = reportOf(
    input({
      recorded,
      verification: verification({
        verdict: "can-write",
        probes: [
          probe("insert", "public", "orders"),
          probe("update", "public", "orders", { result: "inconclusive", sqlstate: "55000" }),
        ],
      }),
    }),
  );
  const [schema] = report.schemas;
  const table = schema?.tables.find(({ name }) => name === "orders");
  assert.ok(table);
  assert.deepEqual(cellsOf(report)("public", table), [
    "open",
    "shut",
    "odd",
    "leak",
    "catalog",
    "catalog",
    "catalog",
    "catalog",
  ]);
  assert.deepEqual(totalOf(changeRows(report)), { tried: 2, refused: 1 });
  assert.equal(headline(report), "Do not use this login yet: it can still change 1 table");
});

test("what is open says whose decision it is, and nothing is said twice", () => {
  const remedy = "GRANT SELECT ON hr.pay TO lucien_readonly;";
  const uncovered = [
    {
      kind: "relation" as const,
      object: objectRef("table", "pay", { schema: "hr" }),
      owner: "hr_owner",
      reason: "hr.pay stays hidden.",
      remedy,
    },
    {
      kind: "future" as const,
      object: objectRef("schema", "hr"),
      owner: "etl",
      reason: "Later tables stay hidden.",
      remedy: "ALTER DEFAULT …;",
    },
  ];
  const findings = [
    finding("select-missing", { class: "read-gap", remedy }),
    finding("table-privilege", { class: "write", fixableBy: "public-decision" }),
  ];
  const items = openItems(reportOf(input({ uncovered, verification: verification({ findings }) })));
  assert.deepEqual(
    items.map(({ code }) => code),
    ["table-privilege", "select-missing", "not-covered-future"],
  );
  assert.match(items[0]?.whose ?? "", /every login/);
  assert.equal(items[2]?.whose, "etl has to do it.");
});

test("who, where, guards and ways are told as they were", () => {
  const request = {
    role: "lucien_readonly",
    schemas: [{ name: "public", future: true, relations: [] }],
    connectionLimit: 10,
    statementTimeoutMs: 60_000,
    validUntil: null,
    rowRules: "policy" as const,
    accept: [],
    giveBack: {},
    adopt: false,
  };
  const report = reportOf(input({ recorded: { ...input().recorded, request } }));
  assert.deepEqual(whoAndWhere(report).slice(0, 3), [
    "Applied by lucien_setup with the form: 1 statement, 23 November 2026, 15:52 UTC.",
    "PostgreSQL 17.10 at h:5432, database shop. The line is encrypted, and the certificate is checked.",
    "Lucien’s password was made in the founder’s browser. The server got a one-way fingerprint of it.",
  ]);
  assert.equal(guardWords(report)[0], "At most 10 sessions at a time.");
  assert.equal(waysTitle(report), "Ways around, 2 of 2 shut");
  assert.equal(report.ways.at(-1)?.answer, "replaced");
  const untested = reportOf(
    input({ applied: null, verification: verification({ findings: [finding("login-not-tested")] }) }),
  );
  assert.match(lead(untested), /We took the place of .* The login itself was not tested\.$/);
  assert.equal(
    untested.ways.some(({ id }) => id === "test-password"),
    false,
  );
});

test("of a login that was only checked the limits are told as they were found", () => {
  const login = {
    oid: 1,
    meant: "grants" as const,
    connectionLimit: 5,
    validUntil: null,
    settings: { statement_timeout: "1min" },
    memberOf: [],
    databases: [],
    schemas: [],
    notRead: [],
  };
  const words = (settings: Record<string, string>) =>
    guardWords(reportOf(input({ applied: null, verification: verification({ login: { ...login, settings } }) })));
  assert.deepEqual(words(login.settings), [
    "At most 5 sessions at a time.",
    "A question is stopped after 60 seconds.",
    "The password does not expire.",
  ]);
  assert.equal(words({ statement_timeout: "0" })[1], "Long questions are not stopped.");
  assert.match(words({})[1] ?? "", /the server’s own setting/);
  assert.deepEqual(guardWords(reportOf(input())), []);
});

test("names can neither break a line of the Markdown nor be read as markup", () => {
  const odd = "a|b`c\n# d<script>\u202e*e*";
  const recorded = {
    ...input().recorded,
    rights: [rights(odd, odd, { read: "part", readableColumns: 1, withheld: [odd] })],
  };
  const findings = [finding("odd", { class: "write", title: odd, remedy: `-- \`\`\`\n${odd}` })];
  const report = reportOf(input({ recorded, verification: verification({ findings }) }));
  const text = markdownOf({ format: "lucien-readonly/report", formatVersion: 1, signature: null, report });
  assert.ok(!text.includes("<script>") || text.split("````sql").length > 1);
  assert.ok(!text.includes("\u202e"));
  assert.ok(text.split("\n").every((line) => !line.startsWith("# d")));
  assert.match(text, /\| a\\\|b\\`c\\\\u000a\\# d&lt;script\\>/);
});
