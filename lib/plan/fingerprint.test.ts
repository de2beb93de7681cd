import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Snapshot } from "../inspect/snapshot.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Plan } from "./plan.ts";
import { planRequestSchema } from "./request.ts";

const request = planRequestSchema.parse({
  role: "lucien",
  schemas: [{ name: "sales", future: true, relations: [{ name: "orders", columns: null }] }],
});

/** As much of each as counts. */
const snapshot = {
  server: { versionNum: 170_004 },
  database: { oid: 5, name: "shop" },
  admin: { oid: 10, name: "postgres", superuser: true },
  role: null,
  schemas: [
    { name: "sales", oid: 200 },
    { name: "other", oid: 201 },
  ],
  relations: [
    { schema: "sales", name: "orders", oid: 300, kind: "r", rowSecurity: false },
    { schema: "sales", name: "drafts", oid: 301, kind: "r", rowSecurity: false },
  ],
} as unknown as Snapshot;

const object = { type: "table", schema: "sales", name: "gone", column: null, signature: null, database: null };
const plan = {
  outcome: "create",
  statements: [
    { kind: "role", sql: "CREATE ROLE lucien PASSWORD 'secret'" },
    { kind: "select", sql: 'GRANT SELECT ON TABLE "sales"."orders" TO "lucien"' },
  ],
  undo: [{ kind: "role", sql: 'DROP ROLE "lucien"' }],
  hazards: [
    { key: "public-temporary:shop", accepted: true },
    { key: "public-other", accepted: false },
  ],
  uncovered: [{ kind: "relation", object, owner: "", reason: "There is none.", remedy: "" }],
} as unknown as Plan;

test("a plan's fingerprint is the hash of one JSON text, which saved plans of earlier versions were made with too", () => {
  const text = JSON.stringify({
    request,
    server: 17,
    database: [5, "shop"],
    admin: [10, "postgres", true],
    role: null,
    schemas: [["sales", 200]],
    relations: [["sales", "orders", 300, "r", false]],
    outcome: "create",
    statements: ['GRANT SELECT ON TABLE "sales"."orders" TO "lucien"'],
    undo: ['DROP ROLE "lucien"'],
    accepted: ["public-temporary:shop"],
    uncovered: [["relation", object, ""]],
  });
  const expected = createHash("sha256").update(text).digest("hex");
  assert.equal(fingerprintOf(request, snapshot, plan), expected);
});
