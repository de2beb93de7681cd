import assert from "node:assert/strict";
import { test } from "node:test";
import { engineOfHost, engineOfVersion } from "./engine.ts";

for (const [id, version] of [
  ["cockroachdb", "CockroachDB CCL v24.1.0 (x86_64-pc-linux-gnu, built 2024/05/15 21:28:29, go1.22.2)"],
  ["redshift", "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2, Redshift 1.0.12103"],
  ["materialize", "PostgreSQL 9.5.0 on x86_64-unknown-linux-gnu (Materialize 0.20.0)"],
  ["cratedb", "CrateDB 5.4.0 (built 2023-07-10, Linux 5.4.0 amd64, OpenJDK 64-Bit)"],
  ["questdb", "PostgreSQL 12.3, compiled by Visual C++ build 1914, 64-bit, QuestDB"],
  ["yugabyte", "PostgreSQL 11.2-YB-2.20.1.0-b0 on x86_64-pc-linux-gnu, compiled by clang"],
  ["greenplum", "PostgreSQL 9.4.26 (Greenplum Database 6.21.0 build commit) on x86_64"],
] as const) {
  test(`${id} is told by version() and refused in words`, () => {
    const engine = engineOfVersion(version, {});
    assert.equal(engine.id, id);
    assert.equal(engine.refusal?.code, "refused.engine");
    assert.match(engine.refusal?.message ?? "", /^This is .+, not Postgres\. ./);
  });
}

test("CockroachDB is told before any statement, by its start-up parameter", () => {
  assert.equal(engineOfVersion("", { crdb_version: "v24" }).id, "cockroachdb");
});

test("hosts of engines that can be nothing else are told before a password is sent", () => {
  for (const [host, id] of [
    ["free-tier.gcp-us-central1.cockroachlabs.cloud", "cockroachdb"],
    ["wg.123.eu-west-1.redshift-serverless.amazonaws.com", "redshift"],
    ["abc.dsql.us-east-1.on.aws", "dsql"],
    ["x.aws.yugabyte.cloud", "yugabyte"],
  ]) {
    assert.equal(engineOfHost(host as string).id, id);
  }
});

test("Postgres is Postgres, also with a name in it that reminds of another", () => {
  assert.equal(engineOfVersion("PostgreSQL 17.10 on x86_64-pc-linux-gnu, compiled by gcc", {}).refusal, null);
  assert.equal(engineOfHost("redshift-migration.example.com").refusal, null);
  assert.equal(engineOfHost("shop.abc.eu-west-1.rds.amazonaws.com").refusal, null);
});
