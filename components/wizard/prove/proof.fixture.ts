import { objectRef } from "../../../lib/statements/statement.ts";
import type { Probe, ProbeAction, RelationRights, Verification } from "../../../lib/verify/verification.ts";

/** Events for the tests of the pure parts. */
export function rights(schema: string, name: string, rest: Partial<RelationRights> = {}): RelationRights {
  const usual = {
    kind: "r",
    estimatedRows: 10,
    meant: true,
    read: "all",
    readableColumns: 3,
    columns: 3,
    can: [],
  } as const;
  return { schema, name, ...usual, ...rest, can: rest.can ?? [] };
}

export function probe(action: ProbeAction, schema: string, name: string, rest: Partial<Probe> = {}): Probe {
  const reads = action === "select";
  return {
    action,
    object: objectRef("table", name, { schema }),
    sql: `${action.toUpperCase()} ${schema}.${name}`,
    expected: reads ? "00000" : "42501",
    sqlstate: reads ? "00000" : "42501",
    result: reads ? "allowed" : "denied",
    message: null,
    durationMs: 1,
    ...rest,
  };
}

export function verification(rest: Partial<Verification> = {}): Verification {
  return {
    formatVersion: 1,
    verdict: "read-only",
    reach: "all",
    server: { versionNum: 170010, host: "h", port: 5432, database: "shop", role: "lucien_readonly", provider: null },
    checkedAt: "2026-11-23T12:00:00.000Z",
    durationMs: 400,
    coverage: { relations: 2, readable: 2, probed: 2 },
    findings: [],
    probes: [],
    ...rest,
  };
}
