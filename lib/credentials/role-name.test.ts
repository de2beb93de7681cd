import assert from "node:assert/strict";
import { test } from "node:test";
import { providerById } from "../postgres/providers.ts";
import { checkRoleName } from "./role-name.ts";

for (const name of [
  "lucien_readonly",
  "o'x",
  'A"b',
  "naïve",
  "two\nlines",
  "n".repeat(63),
  'EXTRA "@/\\#~_-',
  "Public",
  "pgx",
  "none of it",
]) {
  test(`${JSON.stringify(name)} may be a role`, () => assert.doesNotThrow(() => checkRoleName(name, null)));
}

for (const name of ["", "n".repeat(64), "ï".repeat(32), "pg_lucien", "public", "none", "a\0b", "a\ud800"]) {
  test(`${JSON.stringify(name)} may not`, () => {
    assert.throws(() => checkRoleName(name, null), { code: "refused.role-name", field: "role" });
  });
}

test("names that a host keeps for itself are refused there only", () => {
  for (const [name, id] of [
    ["authenticator", "supabase"],
    ["supabase_x", "supabase"],
    ["pgx", "neon"],
    ["rds_superuser", "aws-rds"],
  ] as const) {
    assert.throws(() => checkRoleName(name, providerById(id)), { code: "refused.role-name" });
    assert.doesNotThrow(() => checkRoleName(name, null));
  }
  assert.doesNotThrow(() => checkRoleName("lucien_readonly", providerById("supabase")));
});
