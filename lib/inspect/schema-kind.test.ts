import assert from "node:assert/strict";
import { test } from "node:test";
import { providerById } from "../postgres/providers.ts";
import { type SchemaEvidence, schemaKind } from "./schema-kind.ts";

function kind(name: string, rest: Partial<SchemaEvidence> = {}): string {
  return schemaKind({ name, owner: "app", extension: null, relations: [], provider: null, ...rest });
}

test("the provider's schemas of the contract are a provider's by name alone, whoever owns them", () => {
  for (const name of [
    "auth",
    "vault",
    "storage",
    "cron",
    "pgbouncer",
    "_timescaledb_catalog",
    "supabase_functions",
    "neon_auth",
  ]) {
    assert.equal(kind(name), "provider", name);
  }
});

test("ordinary words are the customer's unless other evidence says where we are", () => {
  for (const name of ["realtime", "extensions", "graphql"]) {
    assert.equal(kind(name), "user", name);
    assert.equal(kind(name, { owner: "supabase_admin" }), "provider", name);
    assert.equal(kind(name, { provider: providerById("supabase") }), "provider", name);
  }
});

test("a schema with an extension's relations only is the extension's, an empty one is the customer's", () => {
  assert.equal(kind("topology", { extension: "postgis_topology" }), "extension");
  assert.equal(kind("gis", { relations: [{ extension: "postgis" }] }), "extension");
  assert.equal(kind("gis", { relations: [{ extension: "postgis" }, { extension: null }] }), "user");
  assert.equal(kind("empty"), "user");
});

test("public is always the customer's", () => {
  assert.equal(kind("public", { owner: "supabase_admin", relations: [{ extension: "postgis" }] }), "user");
});

test("names that only begin like a provider's are the customer's", () => {
  for (const name of ["authors", "storage_units", "cronjobs", "neonlights", "vaults"])
    assert.equal(kind(name), "user", name);
});
