import type { Hazard, Plan } from "../../../lib/plan/plan.ts";
import type { PlanRequest } from "../../../lib/plan/request.ts";
import { ident, sql } from "../../../lib/postgres/sql.ts";
import { objectRef, type Statement, type StatementKind } from "../../../lib/statements/statement.ts";

/** Plans for the tests of the pure parts, put together from the real pieces. */
export function plan(rest: Partial<Plan> = {}): Plan {
  return {
    formatVersion: 1,
    role: "lucien_readonly",
    database: "shop",
    outcome: "create",
    statements: [],
    afterProof: [],
    undo: [],
    hazards: [],
    uncovered: [],
    notes: [],
    fingerprint: "0".repeat(64),
    coverage: { whole: 51, part: 4, leftOut: 8, schemas: ["public", "billing", "analytics"] },
    ...rest,
  };
}

export function statement(kind: StatementKind, name: string, title: string, reason = "because"): Statement {
  return { kind, sql: sql`GRANT ${ident(name)} TO x`, title, reason, object: objectRef("other", name) };
}

/** CREATE on a schema held by PUBLIC, with one role that loses it. */
export function createHazard(schema: string, rest: Partial<Hazard> = {}): Hazard {
  return {
    code: "public-schema-create",
    object: objectRef("schema", schema),
    key: `public-schema-create:${schema}`,
    sentence: `Today, any login can make tables in “${schema}”.`,
    detail: "PUBLIC holds CREATE.",
    weight: "write",
    statements: [statement("public", `take ${schema}`, `Take CREATE on ${schema} from everyone.`)],
    undo: [],
    affects: [
      {
        role: "n8n_worker",
        loses: `CREATE on ${schema}`,
        giveBack: statement("public", `back ${schema}`, "Give it back to n8n_worker."),
        takeBack: null,
      },
    ],
    accepted: false,
    ...rest,
  };
}

export function request(rest: Partial<PlanRequest> = {}): PlanRequest {
  return {
    role: "lucien_readonly",
    schemas: [],
    connectionLimit: 10,
    statementTimeoutMs: 60_000,
    validUntil: null,
    rowRules: "keep",
    accept: [],
    giveBack: {},
    adopt: false,
    ...rest,
  };
}
