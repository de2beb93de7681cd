import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plan } from "./plan.ts";
import { planFile, readPlanFile } from "./plan-file.ts";
import { planRequestSchema } from "./request.ts";

const request = planRequestSchema.parse({
  role: "lucien_readonly",
  schemas: [{ name: "o'x", future: true, relations: [{ name: 'A"b', columns: ["naïve\n"] }] }],
});
const place = { host: "db.example.com", port: 5432, database: "shop" };
const plan = { role: "lucien_readonly", statements: [], fingerprint: "ab".repeat(32) } as unknown as Plan;
const text = planFile(request, plan, place, new Date("2026-11-23T12:00:00Z"));

test("a saved plan is read as it was saved", () => {
  assert.deepEqual(readPlanFile(text), {
    place,
    savedAt: "2026-11-23T12:00:00.000Z",
    request,
    fingerprint: plan.fingerprint,
  });
});

for (const [what, changed] of [
  ["a file with another fingerprint", text.replace("abab", "acab")],
  ["a file whose request grew", text.replace('"connectionLimit": 10', '"connectionLimit": 11')],
  ["a file that is cut", text.slice(0, -20)],
  ["some other JSON", '{"kind": "other"}'],
  ["a list", "[]"],
  ["nothing", ""],
] as const) {
  test(`${what} is refused`, () => assert.throws(() => readPlanFile(changed), { code: "usage.plan-file" }));
}
