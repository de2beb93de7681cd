import type { Finding } from "../audit/finding.ts";
import { objectRef } from "../statements/statement.ts";
import type { Probe, RelationRights, Verification } from "../verify/verification.ts";
import type { ReportInput } from "./report.ts";

/** Values for the tests of the report: a small shop of which three tables are shared. */

export function rights(schema: string, name: string, rest: Partial<RelationRights> = {}): RelationRights {
  const whole = { kind: "r", estimatedRows: 10, meant: true, read: "all", readableColumns: 3, columns: 3 } as const;
  return { schema, name, ...whole, can: [], ...rest };
}

export function probe(action: Probe["action"], schema: string, name: string, rest: Partial<Probe> = {}): Probe {
  const reads = action === "select";
  return {
    action,
    object: objectRef("table", name, { schema }),
    sql: `explain ${action} ${schema}.${name}`,
    expected: reads ? "00000" : "42501",
    sqlstate: reads ? "00000" : "42501",
    result: reads ? "allowed" : "denied",
    message: reads ? null : `permission denied for table ${name}`,
    durationMs: 1,
    ...rest,
  };
}

export function finding(code: string, rest: Partial<Finding> = {}): Verification["findings"][number] {
  return {
    code,
    class: "notice",
    object: null,
    privilege: null,
    via: [],
    title: `About ${code}.`,
    detail: code,
    fixableBy: "owner",
    remedy: null,
    ...rest,
  };
}

const TABLES = ["customers", "orders", "products"];

export function verification(rest: Partial<Verification> = {}): Verification {
  return {
    formatVersion: 1,
    verdict: "read-only",
    reach: "all",
    server: { versionNum: 170010, host: "h", port: 5432, database: "shop", role: "lucien_readonly", provider: null },
    checkedAt: "2026-11-23T15:52:00.000Z",
    durationMs: 412.5,
    coverage: { relations: 3, readable: 3, probed: 3 },
    findings: [finding("any-login", { class: "side-effect", title: "Like any login, it can take locks." })],
    probes: TABLES.flatMap((name) => [probe("select", "public", name), probe("insert", "public", name)]),
    ...rest,
  };
}

export function input(rest: Partial<ReportInput> = {}): ReportInput {
  return {
    verification: verification(),
    recorded: {
      rights: TABLES.map((name) => rights("public", name)),
      ways: new Map([["new-table", { id: "new-table", state: "shut", answer: "denied 42501" }]]),
      snapshot: null,
      request: null,
    },
    applied: {
      way: "form",
      outcome: "created",
      by: "lucien_setup",
      actingAs: null,
      handOff: false,
      at: "2026-11-23T15:52:01.000Z",
      statements: ["CREATE ROLE lucien_readonly"],
    },
    password: { mode: "verifier", madeIn: "browser" },
    line: "verify-full",
    uncovered: [],
    hazards: [],
    toolVersion: "0.1.0",
    now: new Date("2026-11-23T15:53:00.000Z"),
    ...rest,
  };
}
