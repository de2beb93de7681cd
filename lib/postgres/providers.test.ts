import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isInternalDatabase,
  isProviderSchema,
  loginName,
  PROVIDERS,
  pooledAddress,
  providerById,
  providerOfHost,
  providerOfRoles,
  writerOf,
} from "./providers.ts";

for (const [host, id] of [
  ["shop.c1abc.eu-west-1.rds.amazonaws.com", "aws-rds"],
  ["shop.cluster-ro-c1abc.eu-west-1.rds.amazonaws.com", "aws-rds"],
  ["12-0a.europe-west1.sql.goog", "google-cloud-sql"],
  ["shop.postgres.database.azure.com", "azure"],
  ["db.abcdefghijklmnop.supabase.co", "supabase"],
  ["aws-0-eu-central-1.pooler.supabase.com", "supabase"],
  ["ep-cool-sun-123456-pooler.c-2.eu-central-1.aws.neon.tech", "neon"],
  ["ec2-52-1-2-3.compute-1.amazonaws.com", "heroku"],
  ["dpg-abc123-a.frankfurt-postgres.render.com", "render"],
  ["dpg-abc123-a", "render"],
  ["monorail.proxy.rlwy.net", "railway"],
  ["db-postgresql-fra1-1-do-user-1-0.b.db.ondigitalocean.com", "digitalocean"],
  ["shop-project.a.aivencloud.com", "aiven"],
  ["direct.abc.flympg.net", "fly"],
  ["p.abc.db.postgresbridge.com", "crunchy-bridge"],
  ["abc.def.tsdb.cloud.timescale.com", "timescale"],
  ["DB.ABC.SUPABASE.CO.", "supabase"],
] as const) {
  test(`${host} belongs to ${id}`, () => assert.equal(providerOfHost(host)?.id, id));
}

for (const host of ["localhost", "10.0.0.1", "db.example.com", "neon.tech.evil.example", "supabase.co.example.com"]) {
  test(`${host} tells no provider`, () => assert.equal(providerOfHost(host), null));
}

test("a provider is told by its own roles behind any host name", () => {
  assert.equal(providerOfRoles(["postgres", "rds_superuser"])?.id, "aws-rds");
  assert.equal(providerOfRoles(["cloudsqlsuperuser", "alloydbsuperuser"])?.id, "alloydb");
  assert.equal(providerOfRoles(["neon_superuser"])?.id, "neon");
  assert.equal(providerOfRoles(["postgres"]), null);
});

test("ids are unique and each is found by itself", () => {
  for (const provider of PROVIDERS) assert.equal(providerById(provider.id), provider);
  assert.equal(providerById(null), null);
});

test("schemas of a provider are its own only there, those of tools everywhere", () => {
  assert.equal(isProviderSchema("auth", providerById("supabase")), true);
  assert.equal(isProviderSchema("auth", null), false);
  assert.equal(isProviderSchema("cron", null), true);
  assert.equal(isProviderSchema("public", providerById("supabase")), false);
});

test("databases that let nobody in are known", () => {
  for (const name of ["rdsadmin", "cloudsqladmin", "azure_maintenance", "_aiven"])
    assert.equal(isInternalDatabase(name), true);
  assert.equal(isInternalDatabase("shop"), false);
});

test("poolers are told with the way to the direct address", () => {
  const transaction = pooledAddress("aws-0-eu-central-1.pooler.supabase.com", 6543);
  assert.equal(transaction?.transaction, true);
  assert.equal(pooledAddress("aws-0-eu-central-1.pooler.supabase.com", 5432)?.transaction, false);
  assert.equal(pooledAddress("db.abc.supabase.co", 6543)?.transaction, true);
  assert.equal(pooledAddress("db.abc.supabase.co", 5432), null);
  assert.equal(
    pooledAddress("ep-cool-sun-123456-pooler.eu-central-1.aws.neon.tech", 5432)?.directHost,
    "ep-cool-sun-123456.eu-central-1.aws.neon.tech",
  );
  assert.equal(pooledAddress("ep-cool-sun-123456.eu-central-1.aws.neon.tech", 5432), null);
});

test("where the direct address is another port, it is known; an address of a copy has a main one", () => {
  assert.equal(pooledAddress("aws-0-eu-central-1.pooler.supabase.com", 6543)?.directPort, 5432);
  assert.equal(pooledAddress("aws-0-eu-central-1.pooler.supabase.com", 5432)?.directPort, null);
  assert.equal(pooledAddress("shop.postgres.database.azure.com", 6432)?.directPort, 5432);
  const writer = "shop.cluster-c1abc.eu-west-1.rds.amazonaws.com";
  assert.equal(writerOf("shop.cluster-ro-c1abc.eu-west-1.rds.amazonaws.com"), writer);
  assert.equal(writerOf(writer), null);
});

test("of each provider there is said where to find the address, what its admin may do, and how to be let in", () => {
  for (const { id, admin, findUrl, allowAddress, certificate, pooler } of PROVIDERS) {
    for (const text of [admin, findUrl]) assert.match(text, /\.$/, id);
    if (id !== "nile") assert.match(allowAddress, /\.$/, id);
    if (certificate.issuer === "own") assert.notEqual(certificate.where, "", id);
    if (pooler !== null) assert.match(pooler.direct, /\.$/, id);
    assert.doesNotMatch(
      [admin, findUrl, allowAddress, certificate.where].join(),
      /[!]|\b(just|simply|easy|secure|safe)\b/i,
    );
  }
});

test("on Supabase's pooler the new login carries the admin's project, elsewhere it is the role", () => {
  const pooler = "aws-0-eu-central-1.pooler.supabase.com";
  assert.equal(loginName("lucien_readonly", pooler, "postgres.abcdef"), "lucien_readonly.abcdef");
  assert.equal(loginName("lucien_readonly", "db.abcdef.supabase.co", "postgres"), "lucien_readonly");
  assert.equal(loginName("lucien_readonly", "db.example.com", "me.too"), "lucien_readonly");
});
